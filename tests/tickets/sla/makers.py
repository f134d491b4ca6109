"""A house with a siesta, and tickets in it; times are told as people in Madrid read them.

30 November 2026 is a Monday; 8 December is a holiday, and in Madrid 7 December too.
"""

from datetime import datetime
from itertools import count
from zoneinfo import ZoneInfo

from tickets.desk.models import Ticket
from tickets.sla.models import BusinessCalendar, Clock, OpeningSlot, Policy
from tickets.teams.models import Team

MADRID = ZoneInfo("Europe/Madrid")
SHIFTS = ((9 * 60, 14 * 60), (16 * 60, 20 * 60))
numbers = count(1)


def at(text: str, zone=MADRID) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def calendar(name="Madrid", slots=SHIFTS, days=range(5), region="MD", **fields) -> BusinessCalendar:
    made = BusinessCalendar.objects.create(name=name, region=region, **fields)
    for day in days:
        for opens, closes in slots:
            OpeningSlot.objects.create(calendar=made, weekday=day, opens=opens, closes=closes)
    return made


def house() -> BusinessCalendar:
    """The default calendar; answers in four opening hours, solutions in twenty."""
    policy(first=240, following=120, resolution=1200)
    return calendar(is_default=True)


def policy(first=None, following=None, resolution=None, **conditions) -> Policy:
    return Policy.objects.create(
        first_answer_minutes=first, next_answer_minutes=following, resolution_minutes=resolution, **conditions
    )


def ticket(customer, said="2026-11-30T10:00", flagged=None, **fields) -> Ticket:
    """A complaint said (and, unless told, flagged) at that time, without clocks yet."""
    team = Team.objects.filter(is_default=True).first() or Team.objects.create(
        name="Everybody", is_default=True
    )
    known = {
        "team": team,
        "language": "en",
        "channel": "post",
        "subject": "Cold water",
        "text": "It is cold.",
    }
    return Ticket.objects.create(
        key=f"TST-2026-{next(numbers):06d}-X",
        customer=customer,
        original_at=at(said),
        opened_at=at(flagged or said),
        **known | fields,
    )


def wound(customer, said="2026-11-30T10:00", flagged=None, **fields) -> Ticket:
    """A ticket whose clocks have been started."""
    made = ticket(customer, said, flagged, **fields)
    Clock.objects.start(made, made.opened_at)
    return made


def clock(of: Ticket, kind: str) -> Clock:
    """The latest clock of that kind."""
    return of.clocks.filter(kind=kind).latest("pk")


def due(of: Ticket, kind: str) -> str | None:
    """When it falls due, as people in Madrid read it."""
    moment = clock(of, kind).due_at
    return moment and f"{moment.astimezone(MADRID):%Y-%m-%dT%H:%M}"
