"""A suggestion: votes of members, and what the house makes of it, in public."""

from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from community.households import ByHousehold, HouseholdVote
from community.posts import notices
from community.transactions import all_or_nothing
from community.writing.written import one_line, require


class Standing(models.TextChoices):
    OPEN = "open", pgettext_lazy("suggestion", "Open")
    PLANNED = "planned", pgettext_lazy("suggestion", "Planned")
    DONE = "done", pgettext_lazy("suggestion", "Done")
    DECLINED = "declined", pgettext_lazy("suggestion", "Declined")


class SuggestionVote(HouseholdVote):
    """A member is for it."""

    post = models.ForeignKey("community.Post", models.CASCADE, related_name="votes")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "post"], name="one_vote_a_suggestion"),
            models.UniqueConstraint(
                fields=["household", "post"],
                condition=~models.Q(household=""),
                name="one_vote_a_household_and_suggestion",
            ),
        ]


class Suggesting(ByHousehold):
    vote_count = models.PositiveIntegerField(default=0, editable=False)
    standing = models.CharField(
        gettext_lazy("what becomes of it"), max_length=8, choices=Standing.choices, default=Standing.OPEN
    )
    standing_reason = models.CharField(gettext_lazy("reason"), max_length=280, blank=True)
    standing_at = models.DateTimeField(null=True, editable=False)
    standing_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )

    class Meta:
        abstract = True

    # Questions

    def votable_by(self, member) -> bool:
        """Whoever may write there, as long as nothing came of it."""
        is_open = self.standing in (Standing.OPEN, Standing.PLANNED)
        return self.kind == self.Kind.SUGGESTION and is_open and self.is_shown and self.writable_by(member)

    def decidable_by(self, member) -> bool:
        """Staff who read it say what becomes of it."""
        return self.kind == self.Kind.SUGGESTION and self.is_shown and member.is_staff

    # Verbs

    @all_or_nothing
    def vote(self, *, by, as_of: datetime | None = None) -> bool:
        """The member is for it; False when they were already.

        Raises ValidationError where one vote a household counts and somebody else of theirs was first.
        """
        self.lock()
        require(self.votable_by(by), _("Nobody can vote here."))
        given = {"household": self.household_for(by), "created_at": as_of or timezone.now()}
        _vote, is_new = self.votes.get_or_create(member=by, defaults=given)
        if is_new:
            self.change(vote_count=F("vote_count") + 1)
        return is_new

    @all_or_nothing
    def take_vote_back(self, *, by) -> bool:
        """The member is not for it any more; False when they were not."""
        self.lock()
        require(self.votable_by(by), _("Nobody can vote here."))
        gone, _rows = self.votes.filter(member=by).delete()
        if gone:
            self.change(vote_count=F("vote_count") - 1)
        return bool(gone)

    @all_or_nothing
    def decide(self, standing: str, *, by, reason: str = "", as_of: datetime | None = None) -> bool:
        """Says what becomes of it, and tells whoever voted; False when that is what it was.

        Raises ValidationError for what cannot be: declined without a reason.
        """
        self.lock()
        require(self.decidable_by(by), _("Staff say what becomes of a suggestion."))
        words = one_line(reason)[:280]
        if standing not in Standing.values:
            raise ValidationError({"standing": _("Choose one of the four.")})
        if standing == Standing.DECLINED and not words:
            raise ValidationError({"reason": _("Say why: whoever voted reads it.")})
        if (standing, words) == (self.standing, self.standing_reason):
            return False
        now = as_of or timezone.now()
        self.change(standing=standing, standing_reason=words, standing_at=now, standing_by=by)
        notices.decided(self, by=by)
        return True
