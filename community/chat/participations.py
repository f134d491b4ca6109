"""Participations: who takes part in a room, since when, how far they have read, how much they want to hear."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.groups.memberships import Membership

HERE_FOR = timedelta(seconds=45)  # how long a page counts as looked at after it last said so


class ParticipationQuerySet(models.QuerySet["Participation"]):
    def present(self):
        """Those of people who have not left the room."""
        return self.filter(left_at__isnull=True)

    def of(self, member):
        """Where the member takes part now."""
        return self.present().filter(member_id=member.pk)

    def hearing(self):
        """Those who have not turned the room down."""
        return self.present().exclude(level=Participation.Level.MUTE)

    def here(self, as_of: datetime | None = None):
        """Those who have the room before them."""
        return self.present().filter(here_until__gt=as_of or timezone.now())

    def read_since(self, serial: int):
        """Those who have read on since then, in that order."""
        return self.present().filter(read_serial__gt=serial).order_by("read_serial")

    def lapsed(self, as_of: datetime):
        """Those who said that they were here, and have said nothing since."""
        return self.present().filter(here_until__lte=as_of)

    def by_name(self):
        return self.select_related("member__avatar").order_by("member__name", "pk")


class Participation(models.Model):
    class Level(models.TextChoices):
        MUTE = "mute", _("Mute")
        NORMAL = "normal", _("Normal")

    room = models.ForeignKey("community.Room", models.CASCADE, related_name="participations")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="participations")
    # In a group's room one takes part by belonging to the group: with the membership goes the participation.
    membership = models.OneToOneField(Membership, models.CASCADE, null=True, related_name="participation")
    level = models.CharField(max_length=6, choices=Level.choices, default=Level.NORMAL)
    joined_at = models.DateTimeField(default=timezone.now)
    left_at = models.DateTimeField(null=True)
    # Who is brought into a private room reads what comes after that: the number of the last message before it.
    since = models.PositiveBigIntegerField(default=0)
    # How far they have read: the last message's number, and the serial of the room at that moment.
    read_number = models.PositiveBigIntegerField(default=0)
    read_serial = models.PositiveBigIntegerField(default=0)
    here_until = models.DateTimeField(null=True, editable=False)

    objects = ParticipationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["room", "member"], name="take_part_in_a_room_once"),
            models.CheckConstraint(
                condition=Q(read_number__gte=F("since")), name="what_was_before_counts_as_read"
            ),
        ]
        indexes = [
            models.Index(
                fields=["member", "room"], name="participation_by_member", condition=Q(left_at__isnull=True)
            ),
            models.Index(
                fields=["here_until"],
                name="participation_here",
                condition=Q(here_until__isnull=False),
            ),
        ]

    @property
    def is_muted(self) -> bool:
        return self.level == self.Level.MUTE

    @property
    def unread(self) -> int:
        """Messages that came since; one's own count as read."""
        return max(0, self.room.message_count - self.read_number)

    def is_here(self, as_of: datetime | None = None) -> bool:
        return self.here_until is not None and self.here_until > (as_of or timezone.now())

    def hear(self, level: str) -> None:
        """Sets whether the member wants to hear of this room."""
        Participation.objects.filter(pk=self.pk).update(level=level)
        self.level = level

    def stay(self, as_of: datetime | None = None) -> bool:
        """The member has the room before them, for a while; whether that is news."""
        as_of = as_of or timezone.now()
        was_here = self.is_here(as_of)
        Participation.objects.filter(pk=self.pk).update(here_until=as_of + HERE_FOR)
        return not was_here

    def go(self) -> bool:
        """The member looks elsewhere; whether that is news. What they left unread is told by the next sweep."""
        now = timezone.now()
        return bool(Participation.objects.filter(pk=self.pk, here_until__gt=now).update(here_until=now))

    def forget_presence(self, as_of: datetime) -> bool:
        """Whether this call is the one that did it."""
        mine = Participation.objects.filter(pk=self.pk, here_until__lte=as_of)
        return bool(mine.update(here_until=None))
