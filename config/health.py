"""Alive and ready: what a supervisor and a person at night want to know."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import caches
from django.db import DatabaseError, connection
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.heartbeats import models as heartbeats
from accounts.heartbeats.models import Heartbeat
from accounts.mail.incoming import reading
from accounts.mail.models import Mail

# Seconds. The worker beats every 30, the clocks are swept every 60, law I5 gives a mail 120.
LATE = {heartbeats.WORKER: 120, heartbeats.SLA_SWEEP: 180, "outbox": 120, heartbeats.MAILBOX: reading.SILENT}
# Without these nothing works; a dead cache or a late mail costs comfort only (P1).
NEEDED = ("database", "worker", "sla_sweep")


@login_not_required
@never_cache
@require_safe
def alive(request):
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def ready(request):
    """Status words for everybody, ages in seconds for staff; 503 while something needed is missing."""
    found = examined(timezone.now())
    words = {name: word for name, (word, _age) in found.items()}
    is_ready = all(words[name] == "ok" for name in NEEDED)
    answer = {"status": "ok" if is_ready else "unavailable", **words}
    if words["database"] == "ok" and request.user.is_authenticated and request.user.is_staff:
        answer |= {"ages": {name: age for name, (_word, age) in found.items() if age is not None}}
    return JsonResponse(answer, status=200 if is_ready else 503)


def examined(as_of: datetime) -> dict[str, tuple[str, float | None]]:
    """For each part its status word and, where it has one, its age in seconds."""
    cache = ("ok" if caches["fragments"].answers() else "away", None)
    try:
        ages, oldest = Heartbeat.objects.ages(as_of), Mail.objects.oldest_due(as_of)
    except DatabaseError:
        connection.close()
        unknown = ("unknown", None)
        return {
            "database": ("away", None),
            "cache": cache,
            **dict.fromkeys(("worker", "sla_sweep", "outbox"), unknown),
        }
    polled = {"mailbox": _judged(heartbeats.MAILBOX, ages)} if settings.INBOUND_IMAP_URL else {}
    return {
        "database": ("ok", None),
        "cache": cache,
        "worker": _judged(heartbeats.WORKER, ages),
        "sla_sweep": _judged(heartbeats.SLA_SWEEP, ages),
        "outbox": _judged("outbox", {"outbox": oldest}),
        **polled,
    }


def _judged(name: str, ages: dict[str, float]) -> tuple[str, float | None]:
    if name not in ages:
        return "silent", None
    return "ok" if ages[name] <= LATE[name] else "late", round(ages[name], 1)
