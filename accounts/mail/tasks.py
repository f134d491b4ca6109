"""What the worker does for the outbox."""

from celery import shared_task

from accounts.mail import sending


@shared_task
def send_due():
    sending.send_due()
