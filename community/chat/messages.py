"""Messages: what members say in a room."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import doors
from accounts.made_once import made_once
from community.chat import live
from community.chat.calling import called
from community.chat.participations import Participation
from community.chat.rooms import Room
from community.chat.speaking import Speaking
from community.groups.models import Group
from community.rendering.markdown import plain, render, tidy
from community.writing.pictured import Pictured

LABEL = "community.Message"
EDITABLE_FOR = timedelta(minutes=15)


class MessageQuerySet(Speaking):
    def visible_to(self, member):
        """Messages that the member may read: of the rooms in which they take part, from when they came in, and of
        the groups' rooms that they keep in order, plus what higher rooms open. Hidden ones are for their author and
        the moderators, removed ones for nobody (the room shows that something stood there). Lines about guests are no
        messages: nobody answers, flags or finds them."""
        return self.within_reach_of(member).standing_for(member).filter(guest__isnull=True)

    def read_by(self, member, pk: int) -> "Message":
        """The one with this number, its author and room; raises Http404 unless the member may read it."""
        return _read.found(member, pk=pk)

    def with_room(self):
        return self.select_related("room__group", "author")

    def in_room(self, room, since: int = 0):
        """All that was said in the room after the message of that number, with what was taken away."""
        return self.filter(room=room, number__gt=since)

    def these(self, keys):
        return self.filter(pk__in=keys)

    def up_to(self, number: int):
        """Those before that number, the latest first."""
        return self.filter(number__lt=number).order_by("-number")

    def first_since(self, moment):
        """The first one that was said from that moment on, or None."""
        return self.filter(created_at__gte=moment).order_by("number").first()

    def within_reach_of(self, member):
        """The same with those that were taken away: the places in the room that the member sees."""
        seat = Participation.objects.of(member).filter(room=OuterRef("room_id"), since__lt=OuterRef("number"))
        reach = Exists(seat) | Q(room__group__in=Group.objects.moderated_by(member).values("pk"))
        if member.is_staff:
            reach |= doors.also_visible(LABEL, member)
        return self.filter(reach)

    def standing_for(self, member):
        """Those of which the member may see the words."""
        kept = Q(author_id=member.pk) | Q(room__group__in=Group.objects.moderated_by(member).values("pk"))
        return self.filter(Q(hidden_at__isnull=True) | kept, deleted_at__isnull=True)


class Message(Pictured):
    room = models.ForeignKey(Room, models.PROTECT, related_name="messages")
    # Its place in the room, for good: 1, 2, 3 … The serial moves with each change, and pages catch up by it.
    number = models.PositiveBigIntegerField(editable=False)
    serial = models.PositiveBigIntegerField(editable=False)
    reply_to = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="replies")
    body = models.TextField(_("message"), max_length=5000, blank=True)
    reaction_counts = models.JSONField(default=dict, editable=False)
    # An official public answer; signed by its author or by a body of the brand ("The board").
    official_at = models.DateTimeField(null=True, editable=False)
    signed_as = models.CharField(max_length=80, blank=True, editable=False)
    # Not words, but a line in a private room: its author brought this person in.
    guest = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", editable=False, db_index=False
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        constraints = [
            models.UniqueConstraint(fields=["author", "submission"], name="message_sent_once_by_its_author"),
            models.UniqueConstraint(fields=["room", "number"], name="message_has_its_place_in_the_room"),
            models.UniqueConstraint(fields=["room", "serial"], name="message_serial_once_a_room"),
        ]
        indexes = [
            models.Index(fields=["author", "-id"], name="message_by_author"),
        ]

    def __str__(self) -> str:
        return plain(self.body, 80)

    def get_absolute_url(self) -> str:
        """Its place in the room, with what was said around it."""
        return f"/chat/{self.room_id}/?at={self.number}#m{self.pk}"

    # Questions

    @property
    def place(self) -> Room:
        """The room in which it is read."""
        return self.room

    @property
    def group(self) -> Group | None:
        return self.room.group

    @property
    def is_official(self) -> bool:
        return self.official_at is not None

    def writable_by(self, member) -> bool:
        return self.room.writable_by(member)

    def moderated_by(self, member) -> bool:
        """In private nobody keeps order; what was reported from there is judged by the moderators of the site."""
        if self.room.is_group:
            return self.room.moderated_by(member)
        return member.is_moderator and self.reports.exists()

    def editable_by(self, member) -> bool:
        """For a quarter of an hour; after that people have read it as it is."""
        return self.created_at > timezone.now() - EDITABLE_FOR and super().editable_by(member)

    # Steps

    def announce(self) -> None:
        """Open pages show it."""
        live.tell("message", self)

    def announce_change(self) -> None:
        live.tell("changed" if self.is_shown else "gone", self)

    def lock(self) -> None:
        """The room first, then the message: everybody takes them in this order."""
        self.room.lock()
        room = self.room
        self.refresh_from_db(from_queryset=Message.objects.select_for_update(of=["self"]))
        self.room = room

    def change(self, **columns) -> None:
        """Every change takes the room's next serial, so that open pages find it."""
        super().change(serial=self.room.take(), **columns)

    def _more_affected(self) -> None:
        self.change(affected=F("affected") + 1)

    def blank(self, **columns) -> None:
        super().blank(**columns)
        self._redraw_replies()

    def veil(self, **columns) -> None:
        super().veil(**columns)
        self._redraw_replies()

    def after_edit(self) -> None:
        self._redraw_replies()

    def _redraw_replies(self) -> None:
        """Answers quote it: they change with it."""
        for reply in self.replies.filter(deleted_at__isnull=True).order_by("pk"):
            reply.room = self.room
            reply.change()

    @staticmethod
    def worded(body: str, room: Room) -> dict:
        """The columns of a text that is read in the room; raises ValidationError when it cannot be drawn."""
        people = {member.handle: member.pk for member in called(body, room)}
        return {"body": tidy(body), "body_html": render(body, people)}


@made_once
def _read(reader, pk):
    return Message.objects.visible_to(reader).with_room().filter(pk=pk)
