"""What the worker does for the whole site."""

from celery import shared_task

from accounts.heartbeats import models as heartbeats
from accounts.heartbeats.models import Heartbeat


@shared_task
def heartbeat():
    """A round through queue, worker and database: what `/readyz` believes."""
    Heartbeat.objects.beat(heartbeats.WORKER)
