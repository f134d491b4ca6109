"""Records: what the brand's own list says of its customers, and which account has shown to be whose."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext_lazy as _

from accounts.brand.models import Brand
from accounts.customers import facts, notices
from accounts.customers.recognising import recognise
from accounts.customers.tries import Try

A_DAY = 5  # tries of one account
A_NUMBER = 10  # tries at one number, whoever makes them
TOO_MANY = _("Too many tries today. Try again tomorrow, or write to customer service.")


class RecordQuerySet(models.QuerySet["Record"]):
    def verified(self):
        return self.filter(member__isnull=False)

    def of(self, member) -> "Record | None":
        """The record that the member has shown to be theirs."""
        return self.filter(member=member).first()

    def household_of(self, member) -> str:
        """What stands for the member's household, the same for all who belong to it; empty where none is known."""
        record = self.of(member)
        return record.told.get(facts.HOUSEHOLD, "") if record else ""

    def know_households(self) -> bool:
        """Whether any list has said who belongs to whose household."""
        return self.filter(told__has_key=facts.HOUSEHOLD).exists()

    def prove(self, *, by, number: str, fact: str, as_of: datetime | None = None) -> "Record | None":
        """The record that is theirs from now on; None when something does not fit, and never what.

        `fact` is the one that the brand asks for. Raises ValidationError after too many tries.
        """
        now = as_of or timezone.now()
        require_patience(by, number, now)
        kind = Brand.current().second_fact
        claimed = facts.hashed(
            number, kind, fact
        )  # counted before it is known whether there is such a number
        with transaction.atomic():
            record = self.select_for_update(of=("self",)).filter(number=facts.canonical(number)).first()
            known = record.told.get(kind, "") if record else ""
            if (
                record is None
                or not constant_time_compare(known or "none", claimed)
                or not record.is_free_for(by)
            ):
                return None
            record.take(by, now)
        return record


class Record(models.Model):
    number = models.CharField(max_length=40, unique=True)  # without signs and leading zeros
    told = models.JSONField(default=dict)  # keyed hashes of the facts, and of the household
    # Whom the list means: the person that the house knows under this number, joined or not.
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    listed_at = models.DateTimeField()  # the newest import that it was in
    # Who has shown to be that customer, since when, and when the list was last looked at for it.
    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="customer_record"
    )
    verified_at = models.DateTimeField(null=True)
    checked_at = models.DateTimeField(null=True)

    objects = RecordQuerySet.as_manager()

    class Meta:
        indexes = [
            # Whether any list knows of households is asked with each composer.
            models.Index(
                fields=["number"], name="record_of_a_household", condition=Q(told__has_key=facts.HOUSEHOLD)
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(member__isnull=True) | Q(verified_at__isnull=False, checked_at__isnull=False),
                name="record_verified_has_its_day",
            )
        ]

    def __str__(self) -> str:
        return f"record {self.pk}"

    # Questions

    def says(self, told: dict[str, str]) -> bool:
        """Whether it knows all of this already."""
        return all(self.told.get(fact) == value for fact, value in told.items())

    def as_stored(self) -> dict[str, Any]:
        """What the list said, for whoever may have to put it back."""
        return {"told": self.told, "person": self.person_id, "listed_at": self.listed_at.isoformat()}

    def is_free_for(self, member) -> bool:
        """One record verifies one account; and a number whose person has joined is that person's."""
        if self.member_id not in (None, member.pk):
            return False
        return self.person_id in (None, member.pk) or self.person.joined_at is None

    # Verbs

    def put_back(self, stored: dict[str, Any]) -> None:
        """Says again what it said before."""
        listed_at = datetime.fromisoformat(stored["listed_at"])
        self._set(told=stored["told"], person_id=stored["person"], listed_at=listed_at)

    @transaction.atomic
    def take(self, member, as_of: datetime) -> None:
        """Is the member's from now on; what they had shown before is free again."""
        if self.member_id == member.pk:
            return
        for other in Record.objects.filter(member=member):
            other.let_go()
        waiting = self.person
        self._set(member=member, verified_at=as_of, checked_at=as_of)
        if waiting and waiting.pk != member.pk and waiting.joined_at is None:
            self._set(person=member)
            recognise(waiting, member, as_of)
        member.touch()

    @transaction.atomic
    def let_go(self) -> None:
        """Is nobody's any more; cards lose the mark beside the name."""
        member = self.member
        self._set(member=None, verified_at=None, checked_at=None)
        if member:
            member.touch()

    @transaction.atomic
    def recheck(self, newest: datetime | None, as_of: datetime) -> bool:
        """Looks the customer up in the newest whole list; who is not in it any more is told. Whether it still holds."""
        if newest is None or self.listed_at >= newest:
            self._set(checked_at=as_of)
            return True
        member = self.member
        self.let_go()
        notices.lapsed(member, as_of)
        return False

    def _set(self, **fields: Any) -> None:
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=list(fields))


def require_patience(member, number: str, as_of: datetime) -> None:
    """Counts the try, for the account and for the number; raises ValidationError when it is one too many."""
    at_number = facts.hashed(number, "tried", "")[:48]
    mine = Try.objects.count_one(f"customer:{member.pk}", as_of)
    its = Try.objects.count_one(f"number:{at_number}", as_of)
    if mine > A_DAY or its > A_NUMBER:
        raise ValidationError(TOO_MANY, "many")
