"""What can be told: for each kind its subject, its sentence, where it leads and who may still know of it.

    kinds.register("community.mentioned", model="community.Comment", icon="at-sign", related=("post__group",))

The sentence of the kind `community.mentioned` is the template `<folder>/community_mentioned.html`: one
sentence with `{{ actor }}` and `{{ subject }}`, drawn in the reader's language when they read it. Higher
rooms register their own kinds in `apps.ready()`, with a folder of their own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db.models import Model, QuerySet

FOLDER = "community/notifications/kinds"


def own_address(subject: Model) -> str:
    return subject.get_absolute_url()


def own_place(subject: Model) -> object:
    return subject._meta.label, subject.pk


def own_thread(subject: Model) -> str:
    return str(subject)


def nothing(subject: Model) -> str:
    return ""


def never(subject: Model) -> None:
    return None


def seen_by_visible_to(model: type[Model], member) -> QuerySet:
    return model.objects.visible_to(member)


@dataclass(frozen=True)
class Kind:
    name: str
    label: str  # of the subject's model
    folder: str
    icon: str
    tab: str  # the tab of the list in which it is found, beside "all" and "unread"
    related: tuple[str, ...]
    needs_subject: bool
    visible: Callable[[type[Model], object], QuerySet]
    address: Callable[[Model], str]
    thread: Callable[[Model], str]
    place: Callable[[Model], object]
    excerpt: Callable[[Model], str]
    is_held: bool
    ends: Callable[[Model], datetime | None]

    @property
    def model(self) -> type[Model]:
        return apps.get_model(self.label)

    @property
    def template(self) -> str:
        return f"{self.folder}/{self.name.replace('.', '_')}.html"


_kinds: dict[str, Kind] = {}
_answers: dict[str, str | Callable[[Any, Any], tuple[str, str]]] = {}


def register(
    name: str,
    *,
    model: str,
    icon: str = "bell",
    tab: str = "",
    folder: str = FOLDER,
    related: tuple[str, ...] = (),
    needs_subject: bool = True,
    visible: Callable[[type[Model], object], QuerySet] = seen_by_visible_to,
    address: Callable[[Model], str] = own_address,
    thread: Callable[[Model], str] = own_thread,
    place: Callable[[Model], object] = own_place,
    excerpt: Callable[[Model], str] = nothing,
    is_held: bool = True,
    ends: Callable[[Model], datetime | None] = never,
) -> None:
    """Makes the kind known. `visible(model, member)` returns the subjects that the member may know of now,
    `address(subject)` where opening leads, `excerpt(subject)` its first words. The list bundles what has the
    same `place(subject)`, under the headline `thread(subject)`; without a headline each stands alone.

    A kind that does not need its subject words itself without it too; of the others the reader then only
    learns that they may no longer see it.

    Reminders are not held until it shows whether they were read, and from the moment `ends(subject)` nobody is told
    of it by mail or on a device any more.
    """
    _kinds[name] = Kind(
        name, model, folder, icon, tab, related, needs_subject, visible, address, thread, place, excerpt, is_held, ends
    )  # fmt: skip


def find(name: str) -> Kind:
    """The kind; KeyError when nobody registered it."""
    return _kinds[name]


def known() -> list[Kind]:
    return list(_kinds.values())


def in_tab(tab: str) -> list[str]:
    """Names of the kinds that are found in the tab."""
    return [kind.name for kind in _kinds.values() if kind.tab == tab]


def register_answer(label: str, letter: str | Callable[[Any, Any], tuple[str, str]]) -> None:
    """A mail about subjects of this model can be answered: by the letter under which its room takes answers, or by what
    `letter(subject, member)` returns, that letter and one for a second address (empty: none)."""
    _answers[label] = letter


def answers_to(subject: Model, member) -> tuple[tuple[str, int] | None, tuple[str, int] | None]:
    """What a reply to a mail about the subject is, and what a letter to its second address is, as accounts.mail.outbox
    wants them."""
    letter = _answers.get(subject._meta.label, "")
    first, second = letter(subject, member) if callable(letter) else (letter, "")
    return (first, subject.pk) if first else None, (second, subject.pk) if second else None
