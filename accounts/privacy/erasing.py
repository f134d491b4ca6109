"""Erasure: class after class, the upper rooms first; a run that dies is gone on with by the next."""

import logging
from datetime import datetime

from django.core.cache import caches
from django.db import connection
from django.utils import timezone

from accounts.members.models import Member
from accounts.privacy import registry
from accounts.privacy.departures import Departure
from accounts.privacy.gone import Gone
from accounts.privacy.tombstones import Tombstone, digest_of

log = logging.getLogger(__name__)

LOCK = 7048  # of the database, beside the number of the member: a worker that dies lets go of it


def erase_due(as_of: datetime | None = None) -> int:
    """Erases whoever asked for it and returns how many; safe twice, and two at once."""
    now, count = as_of or timezone.now(), 0
    for number in list(Departure.objects.due().order_by("asked_at").values_list("pk", flat=True)):
        count += _erase(number, now)
    return count


def _erase(number: int, now: datetime) -> bool:
    """Goes on where a run that was cut off stopped: each step commits by itself and finds only what is left. False when
    another worker is at it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCK, number])
        if not cursor.fetchone()[0]:
            return False
        try:
            return _erase_all(number, now)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [LOCK, number])


def _erase_all(number: int, now: datetime) -> bool:
    departure = Departure.objects.due().filter(pk=number).select_related("member").first()
    if departure is None:
        return False
    Gone.objects.remember(departure.member, as_of=departure.asked_at)
    for held in reversed(registry.known()):
        held.erase(held.rows(departure.member), departure.member, departure)
    caches["fragments"].clear()  # what was drawn of their words would lie there for another day
    departure.done(now)
    log.info("a member was erased")
    return True


def apply_tombstones(as_of: datetime) -> int:
    """Marks for erasure whoever was erased once and came back with a backup; returns how many."""
    marks = {mark.digest: mark for mark in Tombstone.objects.order_by("digest")}
    back = [member for member in Member.objects.order_by("pk").iterator(1000) if digest_of(member) in marks]
    for member in back:
        Departure.objects.update_or_create(
            member=member,
            defaults={"words": marks[digest_of(member)].words, "asked_at": as_of, "erased_at": None},
        )
        member.leave(as_of=as_of)
    return len(back)
