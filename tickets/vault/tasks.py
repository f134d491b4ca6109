"""What the schedule asks of the vault. Safe to run twice."""

from celery import shared_task
from django.utils import timezone

from tickets.vault.models import Sealed


@shared_task(name="tickets.vault.tasks.destroy_due")
def destroy_due() -> None:
    Sealed.objects.destroy_due(timezone.localdate())
