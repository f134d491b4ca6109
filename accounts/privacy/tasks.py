"""What the worker does for privacy. Safe to run twice, and two at once."""

from celery import shared_task
from django.utils import timezone

from accounts.privacy import erasing, packing
from accounts.privacy.breaches import Breach
from accounts.privacy.data_requests import DataRequest
from accounts.privacy.exports import Export
from accounts.privacy.retention import Period


@shared_task
def pack_due():
    packing.pack_due()


@shared_task
def sweep_exports():
    Export.objects.sweep(timezone.now())


@shared_task
def erase_due():
    erasing.erase_due()


@shared_task
def warn_due():
    now = timezone.now()
    DataRequest.objects.warn_due(now)
    Breach.objects.warn_due(now)


@shared_task
def forget_due():
    Period.objects.sweep(timezone.now())
