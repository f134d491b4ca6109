"""Laws about events: seats are never given twice, and nobody waits for one that is free."""

from datetime import timedelta

from django.db.models import Count, F, IntegerField, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from accounts import due, invariants
from community.events.models import Event, EventReminder, Rsvp

LATE = timedelta(minutes=3)  # two sweeps and a little


due.register("reminder of an event", EventReminder.objects.due)


def people(answers):
    """The people of these answers, guests counted, as a subquery of an event."""
    of_event = answers.filter(event=OuterRef("pk")).order_by().values("event")
    return Coalesce(Subquery(of_event.values(people=Sum(F("guests") + 1)), output_field=IntegerField()), 0)


@invariants.register("S1", "an event has no more people than seats, guests counted")
def events_overbooked() -> int:
    events = Event.objects.annotate(people=people(Rsvp.objects.seated()))
    return events.filter(people__gt=F("seats")).count()


@invariants.register("S2", "nobody waits for seats that are free for the first in line")
def events_with_idle_seats() -> int:
    # Since there are fewer seats than a party has people, it holds nobody up.
    holdable = Q(event__seats__isnull=True) | Q(guests__lt=F("event__seats"))
    first = Rsvp.objects.filter(holdable, event=OuterRef("pk"), line__isnull=False).order_by("line")
    party = Subquery(first.values(people=F("guests") + 1)[:1], output_field=IntegerField())
    events = Event.objects.filter(cancelled_at__isnull=True, starts_at__gt=timezone.now()).annotate(
        party=party
    )
    return (
        events.filter(party__isnull=False)
        .filter(Q(seats=None) | Q(seats__gte=F("taken") + F("party")))
        .count()
    )


@invariants.register(
    "I8", "an event's numbers of people coming, waiting and undecided are what a recount gives"
)
def events_that_count_wrongly() -> int:
    maybe = Count("answers", filter=Q(answers__answer=Rsvp.Answer.MAYBE))
    events = Event.objects.annotate(
        seated=people(Rsvp.objects.seated()), queued=people(Rsvp.objects.in_line()), undecided=maybe
    )
    return events.exclude(seated=F("taken"), queued=F("waiting"), undecided=F("maybes")).count()


@invariants.register("S3", "an event that lies ahead has its reminder for each stage, told or owed")
def events_without_reminders() -> int:
    ahead = Event.objects.filter(starts_at__gt=timezone.now())
    late = EventReminder.objects.due(timezone.now() - LATE).filter(event__starts_at__gt=timezone.now())
    return ahead.annotate(stages=Count("reminders")).exclude(stages=2).count() + late.count()
