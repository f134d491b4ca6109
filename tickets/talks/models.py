"""Talks: a member asked for a person and somebody on duty takes it; how long they waited is kept (L-10)."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.live import publish
from accounts.roles import Role
from community.chat import live
from community.chat.models import Message, Participation, Room
from community.transactions import all_or_nothing
from community.writing import pace
from tickets.desk.states import NotPossible
from tickets.talks import hours, notices
from tickets.teams.models import Team

FASTEST = 6  # talks in ten minutes


class TalkQuerySet(models.QuerySet["Talk"]):
    def visible_to(self, member):
        """Those of the member's teams; all for a manager as to who waits, never as to what is said."""
        if member.is_manager:
            return self.all()
        return self.filter(team__in=member.teams.values("pk")) if member.is_staff else self.none()

    def taking_part(self, member):
        """Those in whose room the member is."""
        seats = Participation.objects.of(member).values("room_id")
        return self.filter(room__in=seats).select_related("room")

    @staticmethod
    def teams_of(member) -> list[int]:
        """The teams of which the member sees who waits."""
        return list(Team.objects.visible_to(member).order_by("pk").values_list("pk", flat=True))

    def going_on(self):
        return self.filter(closed_at__isnull=True)

    def waiting(self):
        """Those that nobody has taken yet, whoever waits longest first."""
        return self.going_on().filter(taken_at__isnull=True).order_by("asked_at", "pk")

    def taken(self):
        return self.going_on().filter(taken_at__isnull=False).order_by("taken_at", "pk")

    def with_people(self):
        return self.select_related("customer__avatar", "taken_by", "team", "room")

    def of_customer(self, member):
        """The one that goes on with this member, or None."""
        return self.going_on().filter(customer=member).select_related("room").first()

    @all_or_nothing
    def ask(self, *, by, text: str = "", submission=None, as_of=None) -> "Talk":
        """Opens a room with the team on duty and says the words in it; while one is open, they are said there.

        A repeated submission returns the talk that the first one was said in. Raises NotPossible outside the opening
        hours, with the sentence for the member, and ValidationError for words or a pace that cannot be.
        """
        pace.one_at_a_time(by)
        if (talk := self._said_in(by, submission) or self.of_customer(by)) is None:
            talk = self._begun(by, as_of)
        if text:
            Message.objects.send(room=talk.room, by=by, body=text, submission=submission, as_of=as_of)
        return talk

    def _said_in(self, member, submission):
        """The talk in which this was said already, or None."""
        said = submission and Message.objects.filter(author=member, submission=submission)
        return said and self.filter(room__in=said.values("room")).select_related("room").first()

    def _begun(self, by, as_of) -> "Talk":
        if as_of is None:
            pace.keep(self.all(), by, FASTEST, of="customer", at="asked_at")
        now = as_of or timezone.now()
        if not hours.is_open(now):
            raise NotPossible(_("Nobody is there at this hour. Leave your number: we call you back."))
        room = Room.objects.create(kind=Room.Kind.DESK, created_by=by)
        room.seat(by)
        talk = self.create(room=room, customer=by, team=Team.objects.default(), asked_at=now)
        notices.asked(talk)
        talk.announce()
        return talk


class Talk(models.Model):
    room = models.OneToOneField("community.Room", models.PROTECT, related_name="talk")
    customer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="talks")
    team = models.ForeignKey(Team, models.PROTECT, related_name="talks")
    asked_at = models.DateTimeField(gettext_lazy("asked"), default=timezone.now)
    taken_at = models.DateTimeField(gettext_lazy("taken"), null=True)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(gettext_lazy("closed"), null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = TalkQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("talk")
        verbose_name_plural = gettext_lazy("talks")
        constraints = [
            models.UniqueConstraint(
                fields=["customer"], condition=Q(closed_at__isnull=True), name="one_open_talk_a_customer"
            ),
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True) | Q(taken_at__gte=F("asked_at")),
                name="talk_taken_after_asked",
            ),
        ]
        indexes = [
            models.Index(
                fields=["team", "asked_at"], name="talk_waiting", condition=Q(taken_at=None, closed_at=None)
            )
        ]

    def __str__(self) -> str:
        return self.customer.name

    # Questions

    @property
    def is_open(self) -> bool:
        return self.closed_at is None

    def waited(self, as_of=None) -> timedelta:
        """From asking to the person who took it; while nobody has, until now or until it was given up."""
        return (self.taken_at or self.closed_at or as_of or timezone.now()) - self.asked_at

    def takeable_by(self, member) -> bool:
        """Any agent of the team, and managers; also a second one while it goes on. Nobody their own."""
        return (
            self.is_open
            and member.pk != self.customer_id
            and Talk.objects.visible_to(member).filter(pk=self.pk).exists()
        )

    def closable_by(self, member) -> bool:
        return self.is_open and (member.pk == self.customer_id or self.room.holds(member))

    # Verbs

    @all_or_nothing
    def take(self, *, by, as_of=None) -> bool:
        """Brings the agent into the room; the first one's time counts. False when somebody had taken it before.

        With somebody under age the whole team comes in: nobody is alone with them (L-25). Raises NotPossible when there
        is nobody else.
        """
        self._begin()
        if not self.takeable_by(by):
            raise NotPossible(_("This talk is over."))
        people = self._company_of(by, as_of) if self.customer.is_minor(as_of) else {by}
        for agent in sorted(people, key=lambda person: person.pk):
            self._seat(agent)
        if is_first := self.taken_at is None:
            self.taken_at, self.taken_by = max(as_of or timezone.now(), self.asked_at), by
            self.save(update_fields=["taken_at", "taken_by"])
        self.room.take()
        live.changed(self.room)
        self.announce()
        return is_first

    @all_or_nothing
    def close(self, *, by, as_of=None) -> bool:
        """Ends it: the room can be read on, nobody writes in it. False when it was over before."""
        self._begin()
        if not self.is_open:
            return False
        if not self.closable_by(by):
            raise NotPossible(_("Only who takes part can end this talk."))
        self.closed_at, self.closed_by = as_of or timezone.now(), by
        self.save(update_fields=["closed_at", "closed_by"])
        self.room.take(archived_at=self.closed_at)
        live.changed(self.room)
        self.announce()
        return True

    # Steps

    def announce(self) -> None:
        """The team's open pages look again."""
        publish.push(f"queue:{self.team_id}", {"event": "changed"})

    def _begin(self) -> None:
        self.room.lock()
        room = self.room
        self.refresh_from_db(from_queryset=Talk.objects.select_for_update(of=["self"]))
        self.room = room

    def _company_of(self, by, as_of) -> set:
        """The agent with the others of the team who are with us, with the managers where there are none."""
        here = get_user_model().objects.joined().active(as_of).exclude(pk=by.pk)
        others = set(here.filter(pk__in=self.team.members.values("pk"))) or set(
            here.filter(role=Role.MANAGER)
        )
        if not others:
            raise NotPossible(
                _("With somebody under 18 nobody talks alone: a second person has to be there.")
            )
        return others | {by}

    def _seat(self, agent) -> None:
        """Whoever helps reads what was said before they came."""
        if not self.room.holds(agent):
            seat = self.room.seat(agent)
            self.room.participations.filter(pk=seat.pk).update(since=0, read_number=0)
