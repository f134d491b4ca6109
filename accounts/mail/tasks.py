"""What the worker does for mail, out and in."""

from celery import shared_task

from accounts.mail import sending
from accounts.mail.incoming import reading, retention, sorting


@shared_task
def send_due():
    sending.send_due()


@shared_task
def sort_due():
    sorting.sort_due()


@shared_task
def poll_mailbox():
    reading.poll()


@shared_task
def forget_originals():
    retention.forget_due()
