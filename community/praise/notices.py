"""Who hears of praise: the employee it names, or the people of the team, as far as they may read it."""

from community.notifications import kinds
from community.notifications.models import Notification
from community.rendering.markdown import plain
from community.writing.calling import readers


def register() -> None:
    kinds.register(
        "community.praised", model="community.Post", icon="kind-praise", related=("group",), excerpt=_words
    )


def praised(praise, people, as_of) -> None:
    post = praise.post
    Notification.objects.tell(
        readers(post.group).filter(pk__in=people.values("pk")),
        kind="community.praised",
        subject=post,
        actor=post.author,
        as_of=as_of,
    )


def _words(post) -> str:
    return plain(post.body, 120)
