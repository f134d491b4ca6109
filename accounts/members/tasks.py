"""What the worker does for people. Safe to run twice, and two at once."""

from celery import shared_task

from accounts.members import reminding


@shared_task
def remind_due():
    reminding.remind_due()
