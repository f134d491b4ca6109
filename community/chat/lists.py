"""The list of one's rooms, those with something new first: one statement, however many."""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, F, IntegerField, OuterRef, Q, Value, When
from django.db.models.functions import JSONArray
from django.utils.translation import gettext

from accounts.members.faces import Face
from community.chat.models import Participation, Room
from community.rendering.markdown import plain

MOST = 200  # rooms in the list
WATCHED = 60  # of which an open page hears: a socket watches a hundred things at most
FACES = 4  # people who name a room without a name
COUNTED = 99


@dataclass(frozen=True)
class Line:
    """A room in the list."""

    room: Room
    seat: Participation
    faces: list[Face]
    last_words: str | None
    last_by: str
    is_last_own: bool
    is_last_gone: bool

    @property
    def title(self) -> str:
        return title_of(self.room, self.faces)

    @property
    def unread(self) -> int:
        return self.seat.unread

    @property
    def unread_words(self) -> str:
        return f"{COUNTED}+" if self.unread > COUNTED else str(self.unread)

    @property
    def anchor(self) -> str:
        """Where opening leads without a script: to what is new, else to the end."""
        return "#new" if self.unread else "#end"


def title_of(room: Room, faces: list[Face]) -> str:
    if room.group is not None:
        return room.group.name
    if room.name:
        return room.name
    if room.kind == Room.Kind.DESK:
        # For the team it is whoever asked; they are not among the others on their own page.
        customer = next((face.name for face in faces if face.pk == room.created_by_id), "")
        return customer or gettext("Customer service")
    if not faces:
        return gettext("Only you")
    return faces[0].name if room.is_direct else ", ".join(face.name.split()[0] for face in faces)


def lines_of(member) -> list[Line]:
    others = Participation.objects.present().filter(room=OuterRef("room_id"), membership__isnull=True)
    faces = (
        others.exclude(member_id=member.pk)
        .order_by("pk")
        .values(row=JSONArray("member_id", "member__name", "member__avatar_id"))[:FACES]
    )
    is_news = Case(
        When(Q(level=Participation.Level.NORMAL, read_number__lt=F("room__message_count")), then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    seats = (
        Participation.objects.of(member)
        .filter(room__archived_at__isnull=True, room__group__archived_at__isnull=True)
        .select_related("room__group", "room__last_message__author")
        .annotate(faces=ArraySubquery(faces), is_news=is_news)
        .order_by(
            "is_news", Case(When(room__message_count=0, then=1), default=0), "-room__last_at", "-room_id"
        )[:MOST]
    )
    return [line_of(seat, member) for seat in seats]


def line_of(seat: Participation, member) -> Line:
    last = seat.room.last_message
    is_known = last is not None and last.number > seat.since
    return Line(
        room=seat.room,
        seat=seat,
        faces=[Face(*face) for face in seat.faces],
        last_words=plain(last.body, 90) if is_known and last.is_shown else None,
        last_by=last.author.get_short_name() if is_known and last.author else "",
        is_last_own=is_known and last.author_id == member.pk,
        is_last_gone=is_known and not last.is_shown,
    )


@dataclass(frozen=True)
class Shown:
    """The list as a page shows it: in which room it is, and which lines it listens to."""

    lines: list[Line]
    at: int | None = None

    @property
    def watched(self) -> set[int]:
        return {line.room.pk for line in self.lines[:WATCHED]} - {self.at}
