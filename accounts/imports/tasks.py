"""What the worker does for imports and for who is on record. Safe to run twice, and two at once."""

from celery import shared_task
from django.utils import timezone

from accounts.customers.tries import Try
from accounts.imports import inviting, rechecking, work


@shared_task
def work_due():
    work.work_due()


@shared_task
def invite_due():
    inviting.invite_due()


@shared_task
def recheck_due():
    rechecking.recheck_due()
    Try.objects.sweep(timezone.now())
