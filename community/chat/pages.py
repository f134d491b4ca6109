"""The page of a room: fifty messages and the way to those before and after, for one member."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.safestring import SafeString

from accounts.brand.models import Brand
from community import keyset
from community.chat import drawing
from community.chat.drawing import Row
from community.chat.models import Message, Participation, Room

SIZE = 50
AROUND = 20  # messages above the one that was asked for
CAUGHT_UP = 200  # changes that an open page catches up with; beyond that it loads anew (D-17)


@dataclass(frozen=True)
class Piece:
    """A message on the page, and what stands above it."""

    row: Row
    html: SafeString
    day: date | None  # a new day begins here
    is_first_new: bool


@dataclass
class Talk:
    """What of a room the member reads now."""

    room: Room
    member: object
    seat: Participation | None
    rows: list[Row]
    read_number: int  # how far they had read when the page was asked for
    serial: int
    has_older: bool = False
    has_newer: bool = False
    pieces: list[Piece] = field(default_factory=list)

    def __post_init__(self):
        self.pieces = list(self._pieces())

    @property
    def first(self) -> int:
        return self.rows[0].number if self.rows else 0

    @property
    def last(self) -> int:
        return self.rows[-1].number if self.rows else 0

    @cached_property
    def today(self) -> date:
        return timezone.localdate(timezone=Brand.current().zone)

    def _pieces(self) -> Iterator[Piece]:
        day, is_marked = None, False
        for row, html in zip(self.rows, drawing.filled(self.rows, self.member), strict=True):
            its_day = timezone.localtime(row.created_at, Brand.current().zone).date()
            is_new = not is_marked and row.number > self.read_number and row.author_id != self.member.pk
            yield Piece(row, html, its_day if its_day != day else None, is_new)
            day, is_marked = its_day, is_marked or is_new


def since_of(seat: Participation | None) -> int:
    return seat.since if seat else 0


def within(room: Room, seat: Participation | None):
    """The messages of the room that whoever has this seat reads, those taken away as gaps."""
    return Message.objects.in_room(room, since_of(seat))


def talk_of(room: Room, member, seat: Participation | None, asked: dict[str, str]) -> Talk:
    """What `?before=`, `?after=` or `?at=` ask for; the end of the talk otherwise."""
    messages, since = within(room, seat), since_of(seat)
    before, after, at = (keyset.number(asked.get(name)) for name in ("before", "after", "at"))
    if at is not None:
        after = max(at - AROUND - 1, 0)
    if after is not None:
        shown = messages.filter(number__gt=after).order_by("number")
        rows = drawing.rows(shown[: SIZE + 1], member, since)
        older, newer = after > since, len(rows) > SIZE
        rows = rows[:SIZE]
    else:
        shown = messages.order_by("-number") if before is None else messages.up_to(before)
        rows = drawing.rows(shown[: SIZE + 1], member, since)
        older, newer = len(rows) > SIZE, before is not None
        rows = rows[:SIZE][::-1]
    return Talk(
        room=room, member=member, seat=seat, rows=rows, serial=room.serial, has_older=older, has_newer=newer,
        read_number=seat.read_number if seat else room.message_count,
    )  # fmt: skip


def first_of_day(room: Room, seat: Participation | None, text: str) -> Message | None:
    """The first message of that day or later, for who wants to jump there."""
    day = day_of(text)
    return within(room, seat).first_since(start_of(day)) if day else None


def day_of(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:  # the thirtieth of February
        return None


def start_of(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=Brand.current().zone)


def since(room: Room, member, seat: Participation | None, after: str | None) -> dict:
    """What changed after that serial, in order: `{"after", "items"}`; past 200 `{"reload": true}`."""
    serial = keyset.number(after)
    if serial is None or serial > room.serial:
        return {"reload": True}
    changed = within(room, seat).filter(serial__gt=serial).order_by("serial")
    rows = drawing.rows(changed[: CAUGHT_UP + 1], member, since_of(seat))
    if len(rows) > CAUGHT_UP:
        return {"reload": True}
    # Each by itself: how close it stands to its neighbour is for the page to say.
    drawn = drawing.filled(rows, member, in_line=False)
    items = [item_of(row, html) for row, html in zip(rows, drawn, strict=True)]
    if room.is_small:
        items += [reading_of(other) for other in room.participations.read_since(serial)]
    items.sort(key=lambda item: item["serial"])
    reached = max([room.serial, *(item["serial"] for item in items)])
    return {"after": reached, "items": items, "title": room.name}


def shown_to(message: Message, member) -> dict:
    """A message that was just sent, for the page that sent it."""
    rows = drawing.rows(Message.objects.in_room(message.room).these([message.pk]), member)
    (html,) = drawing.filled(rows, member)
    return item_of(rows[0], html)


def item_of(row: Row, html: SafeString) -> dict:
    event = "gone" if row.is_gone else "message"
    item = {"event": event, "id": row.pk, "number": row.number, "serial": row.serial, "html": html}
    return item | ({"submission": row.submission} if row.submission else {})


def reading_of(seat: Participation) -> dict:
    return {"event": "read", "member": seat.member_id, "read": seat.read_number, "serial": seat.read_serial}
