"""Events: a date to which members come, with seats, guests, a waiting list, and what each has answered."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.made_once import made_once
from community.events.announcing import Announcing
from community.events.answering import Attended
from community.events.changing import Changeable
from community.gatherings.calling_off import CalledOff
from community.gatherings.reminders import Reminder, ReminderQuerySet
from community.gatherings.waiting import WaitingList
from community.groups.models import Group
from community.posts.models import Post

OVER = Coalesce("ends_at", "starts_at")  # when it is over


class EventQuerySet(Announcing):
    def visible_to(self, member):
        """Whoever may see the post may see its dates."""
        return self.filter(post__in=Post.objects.visible_to(member).values("pk"))

    def read_by(self, member, pk: int) -> "Event":
        """The one with this number, with its post; raises Http404 unless the member may read that."""
        return _read.found(member, pk=pk)

    def of_groups_of(self, member):
        """Those of the member's own groups, and whatever they have answered elsewhere."""
        return self.filter(
            Q(post__group__in=Group.objects.joined_by(member).values("pk")) | self._answered(member)
        )

    def answered_by(self, member):
        """To which they come, may come or wait to come, and what they organise."""
        return self.filter(self._answered(member) | Q(post__author_id=member.pk))

    def upcoming(self, as_of: datetime):
        return self.annotate(over=OVER).filter(over__gt=as_of).order_by("starts_at", "pk")

    def past(self, as_of: datetime):
        return self.annotate(over=OVER).filter(over__lte=as_of).order_by("-starts_at", "-pk")

    def within(self, start: datetime, end: datetime):
        return self.filter(starts_at__gte=start, starts_at__lt=end).order_by("starts_at", "pk")

    def _answered(self, member) -> Q:
        mine = Rsvp.objects.filter(member_id=member.pk).exclude(answer=Rsvp.Answer.NO)
        return Q(pk__in=mine.values("event_id"))


class Event(Attended, Changeable, CalledOff, WaitingList):
    post = models.ForeignKey(Post, models.CASCADE, related_name="events")
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    price = models.CharField(_("price"), max_length=120, blank=True)
    seats = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    guests_most = models.PositiveSmallIntegerField(_("guests each may bring"), default=0)
    answers_until = models.DateTimeField(_("answers until"), null=True, blank=True)
    is_list_private = models.BooleanField(_("only organisers see who comes"), default=False)
    # People, guests counted; kept by the verbs, under the lock of the post.
    taken = models.PositiveIntegerField(default=0, editable=False)
    maybes = models.PositiveIntegerField(default=0, editable=False)

    objects = EventQuerySet.as_manager()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(seats__isnull=True) | Q(taken__lte=F("seats")), name="event_never_overbooked"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")),
                name="event_ends_after_it_starts",
            ),
            models.UniqueConstraint(fields=["post", "starts_at"], name="event_once_a_moment"),
        ]
        indexes = [models.Index(fields=["starts_at"], name="event_by_start")]

    def __str__(self) -> str:
        return self.post.headline

    def get_absolute_url(self) -> str:
        return f"/events/{self.pk}/"


class RsvpQuerySet(models.QuerySet):
    def seated(self):
        return self.filter(answer=Rsvp.Answer.YES, line__isnull=True)

    def in_line(self):
        return self.filter(line__isnull=False).order_by("line")

    def maybe(self):
        return self.filter(answer=Rsvp.Answer.MAYBE)

    def coming(self):
        """Whoever has to know when something changes: all but those who said no."""
        return self.exclude(answer=Rsvp.Answer.NO)

    def by_name(self):
        return self.select_related("member__avatar").order_by("member__name", "pk")


class Rsvp(models.Model):
    """What a member answered to one date."""

    class Answer(models.TextChoices):
        YES = "yes", _("I am coming")
        MAYBE = "maybe", _("Maybe")
        NO = "no", _("I cannot")

    event = models.ForeignKey(Event, models.CASCADE, related_name="answers")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    answer = models.CharField(max_length=5, choices=Answer.choices)
    guests = models.PositiveSmallIntegerField(default=0)
    line = models.PositiveIntegerField(
        null=True, editable=False
    )  # the place in line; without one they have a seat
    promoted_at = models.DateTimeField(null=True, editable=False)
    arrived_at = models.DateTimeField(null=True, editable=False)
    arrival_noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    answered_at = models.DateTimeField(default=timezone.now)

    objects = RsvpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "member"], name="one_answer_an_event"),
            models.UniqueConstraint(
                fields=["event", "line"], condition=Q(line__isnull=False), name="one_place_in_line_each"
            ),
            models.CheckConstraint(
                condition=Q(answer="yes") | Q(guests=0, line__isnull=True, arrived_at__isnull=True),
                name="only_who_comes_brings_guests_waits_or_arrives",
            ),
        ]
        indexes = [models.Index(fields=["member", "event"], name="rsvp_by_member")]

    @property
    def people(self) -> int:
        return 1 + self.guests

    @property
    def person_in_line(self):
        return self.member

    @property
    def is_seated(self) -> bool:
        return self.answer == self.Answer.YES and self.line is None


class EventReminder(Reminder):
    event = models.ForeignKey(Event, models.CASCADE, related_name="reminders")

    objects = ReminderQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "stage"], name="one_reminder_a_stage")]
        indexes = [
            models.Index(fields=["due_at"], name="event_reminder_due", condition=Q(told_at__isnull=True))
        ]


@made_once
def _read(reader, pk):
    chosen = Event.objects.visible_to(reader).filter(pk=pk)
    return chosen.select_related("post__group__centre", "post__author")
