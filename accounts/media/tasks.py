"""What the worker does for uploads."""

from celery import shared_task
from django.utils import timezone

from accounts.media import strays, work
from accounts.media.models import Upload


@shared_task
def ready_due():
    work.make_ready_due()


@shared_task
def sweep_unheld():
    now = timezone.now()
    Upload.objects.sweep(now)
    strays.remove(now)
