"""What must hold about talks (docs/laws.md)."""

from django.db.models import Exists, F, OuterRef, Q

from accounts import invariants
from community.chat.models import Participation, Room
from tickets.talks.models import Talk


@invariants.register(
    "T1", "Each room of the desk has its talk, and can be written in as long as that goes on"
)
def desk_rooms_without_talk() -> int:
    lost = Room.objects.filter(kind=Room.Kind.DESK, talk__isnull=True).count()
    over = Q(closed_at__isnull=True, room__archived_at__isnull=False)
    open_still = Q(closed_at__isnull=False, room__archived_at__isnull=True)
    return lost + Talk.objects.filter(over | open_still).count()


@invariants.register(
    "T2", "Who took a talk is in its room, reads it from its beginning, and is not the customer"
)
def talks_taken_from_outside() -> int:
    seats = Participation.objects.filter(room=OuterRef("room"), member=OuterRef("taken_by"), since=0)
    taken = Talk.objects.filter(taken_by__isnull=False)
    return taken.filter(~Exists(seats) | Q(taken_by=F("customer"))).count()
