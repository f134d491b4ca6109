"""Who hears of a clarification: whoever had read the rumour, and may still read the thread."""

from community.notifications import kinds
from community.notifications.models import Notification
from community.rendering.markdown import plain
from community.writing.calling import readers


def register() -> None:
    kinds.register(
        "community.clarified", model="community.Post", icon="badge-check", related=("group",), excerpt=_words
    )


def clarified(clarification, people, as_of) -> None:
    post = clarification.post
    may = readers(post.group).filter(pk__in=[person.pk for person in people])
    Notification.objects.tell(
        may,
        kind="community.clarified",
        subject=post,
        actor=clarification.by,
        once=f"community.clarified:{post.pk}:{clarification.published_at:%Y%m%d%H%M%S%f}",
        as_of=as_of,
    )


def _words(post) -> str:
    return plain(post.clarification.body, 120) if post.clarified_at else ""
