"""One vote a household, where whoever asks wants it: of verified customers who live together the first one counts.

What is voted on has `votes` that are `HouseholdVote`s; its verb asks `household_for` under the lock of its row, so that
of two at once one is the first.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Count
from django.utils.translation import gettext, gettext_lazy

from accounts.customers.models import Record


class ByHousehold(models.Model):
    """Something to vote on."""

    is_by_household = models.BooleanField(gettext_lazy("one vote per household"), default=False)

    class Meta:
        abstract = True

    def household_for(self, by) -> str:
        """What the voter's vote has to carry: their household, where this counts by households and it is known.

        Raises ValidationError when somebody else of the household has voted.
        """
        household = Record.objects.household_of(by) if self.is_by_household else ""
        if household and self.votes.filter(household=household).exclude(member=by).exists():
            raise ValidationError(
                gettext(
                    "Somebody of your household has voted already: only one vote per household counts here."
                )
            )
        return household


class HouseholdVote(models.Model):
    # What stands for the household of the member, where votes count by households and it is known.
    household = models.CharField(max_length=64, blank=True)

    class Meta:
        abstract = True


def voted_twice(votes: models.QuerySet, on: str) -> int:
    """Households with more than one voter on the same thing, which the column `on` names."""
    of_one = votes.exclude(household="").order_by().values(on, "household")
    return of_one.annotate(voters=Count("member", distinct=True)).filter(voters__gt=1).count()
