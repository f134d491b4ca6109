"""The first steps of somebody new: shown once, gone on with where they were left, put away for good."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Step(models.TextChoices):
    YOU = "you", _("You")
    GROUPS = "groups", _("Your groups")
    HELLO = "hello", _("Say hello")


class FirstStepsQuerySet(models.QuerySet["FirstSteps"]):
    def await_member(self, member) -> None:
        """They await whoever joined; who comes back after leaving finds them as they were left."""
        self.bulk_create([self.model(member=member)], ignore_conflicts=True)

    def lead(self, member, as_of=None) -> bool:
        """Whether the member is to be led there now; True once, for one of two pages that ask at the same moment."""
        mine = self.filter(member_id=member.pk, begun_at=None, finished_at=None)
        return bool(mine.update(begun_at=as_of or timezone.now()))

    def take(self, member, step: str, as_of=None) -> None:
        """The step was taken, or passed over: nobody is asked twice. After the last one they are finished."""
        now = as_of or timezone.now()
        mine = self.filter(member_id=member.pk, finished_at=None)
        mine.filter(**{f"{step}_at": None}).update(**{f"{step}_at": now})
        mine.filter(**{f"{name}__isnull": False for name in COLUMNS}).update(finished_at=now)

    def finish(self, member, as_of=None) -> None:
        """Puts them away for good."""
        self.filter(member_id=member.pk, finished_at=None).update(finished_at=as_of or timezone.now())

    def of(self, member) -> "FirstSteps":
        """The member's own; for those who joined before there were any, all of them taken."""
        return self.filter(member_id=member.pk).first() or self.model(
            member=member, finished_at=member.joined_at
        )


class FirstSteps(models.Model):
    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="first_steps"
    )
    begun_at = models.DateTimeField(null=True)
    you_at = models.DateTimeField(null=True)
    groups_at = models.DateTimeField(null=True)
    hello_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = FirstStepsQuerySet.as_manager()

    @property
    def left(self) -> list[Step]:
        """Those that were neither taken nor passed over."""
        return [] if self.finished_at else [step for step in Step if not getattr(self, f"{step}_at")]

    @property
    def next(self) -> Step | None:
        return next(iter(self.left), None)


COLUMNS = [f"{step}_at" for step in Step]
# For the rail's one statement: 1 for whoever is to be led there, 2 for whoever has begun and not finished.
STANDING = (
    "SELECT CASE WHEN f.begun_at IS NULL THEN 1 ELSE 2 END FROM community_firststeps f"
    " WHERE f.member_id = %(me)s AND f.finished_at IS NULL"
)
NEW, UNDER_WAY = 1, 2
