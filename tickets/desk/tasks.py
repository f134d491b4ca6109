"""What the schedule asks of the desk. Each is safe to run twice, and two at once."""

from celery import shared_task
from django.utils import timezone

from accounts.heartbeats.models import SLA_SWEEP, Heartbeat
from tickets.desk.sweeping import lapse_due, remind_all_due


@shared_task(name="tickets.desk.tasks.remind_due")
def remind_due() -> None:
    remind_all_due(timezone.now())
    Heartbeat.objects.beat(SLA_SWEEP)


@shared_task(name="tickets.desk.tasks.lapse_due")
def lapse_waiting() -> None:
    lapse_due(timezone.now())
