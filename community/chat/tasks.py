"""Tasks of the chat."""

from celery import shared_task

from community.chat import notices


@shared_task
def tell_lapsed() -> None:
    notices.lapsed()
