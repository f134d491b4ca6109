"""What the worker does for mail, out and in."""

from celery import shared_task

from accounts.mail import sending
from accounts.mail.incoming import reading, sorting


@shared_task
def send_due():
    sending.send_due()


@shared_task
def sort_due():
    sorting.sort_due()


@shared_task
def poll_mailbox():
    reading.poll()
