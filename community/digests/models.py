"""Digests: a row a member with its next time, and a row for each that was written, with what it tells."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.utils import timezone, translation

from accounts import roles
from accounts.brand.models import Brand
from accounts.mail.models import Mail
from accounts.mail.wording import language_for
from community.digests import bundling, letters
from community.digests.composing import Part, compose, still_holds
from community.digests.mornings import Pace, begin, next_morning
from community.digests.sections import Window
from community.notifications.channels import DIGEST, MAIL, OTHER, SORTS, WHOLE
from community.notifications.choices import Choice
from community.notifications.deliveries import Delivery
from community.notifications.rhythm import Rhythm, zone_of
from community.transactions import all_or_nothing

OFF = "off"
AGAIN = timedelta(hours=1)  # after one that could not be put together
NEW = 1000  # members who get their row in one go


class DigestQuerySet(models.QuerySet["Digest"]):
    def of(self, member) -> "Digest":
        """The member's digest; the usual one, not stored, for whom the sweep has not met yet."""
        return self.filter(pk=member.pk).first() or self._usual(member, timezone.now())

    def due(self, as_of: datetime):
        return self.filter(next_at__lte=as_of)

    def pass_over_due(self, as_of: datetime) -> int:
        """Takes those that are due for sent, and tells nothing of before again; returns how many."""
        due = list(self.due(as_of).select_related("member"))
        for digest in due:
            digest.told_until = as_of
            digest.settle(digest.member, as_of)
        return len(due)

    def enrol(self, as_of: datetime) -> int:
        """Gives those who have come in since a row of their own; returns how many."""
        people = get_user_model().objects.joined().filter(digest__isnull=True).order_by("pk")
        rows = [self._usual(member, as_of) for member in people[:NEW]]
        self.bulk_create(rows, ignore_conflicts=True)
        return len(rows)

    def _usual(self, member, as_of: datetime):
        pace = Pace.DAILY if member.role in roles.STAFF else Pace.WEEKLY
        return self.model(member=member, pace=pace, next_at=next_morning(pace, zone_of(member), as_of))

    @all_or_nothing
    def choose(self, pace: str, *, by, is_only: bool = False, as_of: datetime | None = None) -> None:
        """How often, or "off"; with `is_only` nothing else comes by mail that can go without. ValueError for a pace
        that we do not know."""
        is_off = pace == OFF
        Choice.objects.set_channel(DIGEST, [WHOLE], wanted=not is_off, by=by)
        Choice.objects.set_channel(MAIL, [WHOLE], wanted=is_off or not is_only, by=by)
        if not is_off:
            row, _made = self.get_or_create(
                member=by, defaults={"pace": Pace(pace), "next_at": timezone.now()}
            )
            row.pace = Pace(pace)
            row.settle(by, as_of or timezone.now())


class Digest(models.Model):
    """Whether there is one at all stands with the other choices of its member; its time moves on in any case."""

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="digest"
    )
    pace = models.CharField(max_length=6, choices=Pace.choices)
    next_at = models.DateTimeField()
    told_until = models.DateTimeField(null=True)

    objects = DigestQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["next_at", "member"], name="digest_due")]

    # Questions

    def comes_at(self, member) -> datetime:
        """When the next one comes, if nothing is changed until then: quiet hours, a pause and shifts counted."""
        return awake(member, self.next_at)

    def window(self, member, as_of: datetime) -> Window:
        """What lies ahead is told up to the day after the next one."""
        following = next_morning(self.pace, zone_of(member), as_of)
        return Window(begin(self.pace, self.told_until, as_of), as_of, following + timedelta(days=1))

    # Verbs. The row is held by whoever calls them.

    def settle(self, member, as_of: datetime) -> None:
        """The next one comes on the first morning after this moment."""
        self.next_at = next_morning(self.pace, zone_of(member), as_of)
        self.save(update_fields=["pace", "next_at", "told_until"])

    def stumble(self, as_of: datetime) -> None:
        Digest.objects.filter(pk=self.pk).update(next_at=as_of + AGAIN)

    def send(self, as_of: datetime) -> Mail | None:
        """Writes what there is to tell; returns the mail, None when there is nothing, or now is no time for it."""
        member = get_user_model().objects.joined().active(as_of).filter(pk=self.pk).first()
        if member is None or DIGEST in Choice.objects.set_aside(member):
            self.settle(self.member, as_of)
            return None
        if (moment := awake(member, as_of)) > as_of:
            Digest.objects.filter(pk=self.pk).update(next_at=moment)
            return None
        window = self.window(member, as_of)
        parts, mail = composed(member, window, Choice.objects.of(member)), None
        if parts:
            once = f"digest:{self.pk}:{window.until.isoformat()}"
            mail = letters.write(member, parts, pace=self.pace, once=once, is_sample=False, as_of=as_of)
        if mail:
            Issue.objects.keep(mail, parts, window)
        self.told_until = as_of
        self.settle(member, as_of)
        return mail

    @all_or_nothing
    def sample(self, member, *, as_of: datetime | None = None) -> Mail | None:
        """One as it would come now, of the last days, however they chose; tells nothing for good. None when it would
        be empty. The same one within an hour."""
        now = as_of or timezone.now()
        window = Window(begin(self.pace, None, now), now, self.window(member, now).ahead)
        parts = composed(member, window, Choice.objects.ticked(member))
        if not parts:
            return None
        once = f"digest:{member.pk}:sample:{now:%Y%m%d%H}"
        mail = letters.write(member, parts, pace=self.pace, once=once, is_sample=True, as_of=now)
        if mail:
            Issue.objects.keep(mail, parts, window, is_sample=True)
        return mail


class IssueQuerySet(models.QuerySet["Issue"]):
    def regular(self):
        return self.filter(is_sample=False)

    def keep(self, mail: Mail, parts: list[Part], window: Window, *, is_sample: bool = False) -> None:
        """Writes down what the mail tells; the notifications in it are told with it."""
        told = {part.section.name: part.keys for part in parts}
        row = self.model(
            mail=mail, member_id=mail.member_id, since=window.since, until=window.until, told=told,
            is_sample=is_sample,
        )  # fmt: skip
        self.bulk_create([row], ignore_conflicts=True)
        if not is_sample:
            notifications = [int(key) for key in told.get(bundling.SECTION.name, ())]
            Delivery.objects.told_in_digest(notifications, mail, window.until)


class Issue(models.Model):
    """One digest that was written: of which time it tells, and what, so that it is asked again when its turn comes."""

    mail = models.OneToOneField("accounts.Mail", models.CASCADE, primary_key=True, related_name="issue")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField()
    told = models.JSONField()
    is_sample = models.BooleanField(default=False)

    objects = IssueQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["member", "until"], name="issue_by_member")]

    def is_still_so(self, as_of: datetime) -> bool:
        """Whether its reader is with us and wants it, and all of it may be told, and was not read since."""
        member = get_user_model().objects.joined().active(as_of).filter(pk=self.member_id).first()
        if member is None or not (self.is_sample or DIGEST not in Choice.objects.set_aside(member)):
            return False
        return still_holds(member, self.told, as_of)

    @transaction.atomic
    def retract(self, as_of: datetime) -> None:
        """It does not go: what it told is told by the next one, which is put together now."""
        if not self.is_sample:
            self.mail.deliveries.all().delete()
            Digest.objects.filter(pk=self.member_id).update(told_until=self.since, next_at=as_of)
        self.delete()


def composed(member, window: Window, wishes) -> list[Part]:
    with translation.override(language_for(member, None, Brand.current())):
        return compose(member, window, wishes)


def awake(member, moment: datetime) -> datetime:
    """The first moment from this one on at which the member may be reached; staff in their shift (L-35)."""
    return Rhythm.objects.of(member).next_moment(member, SORTS["work"] if member.is_staff else OTHER, moment)
