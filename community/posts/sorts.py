"""What a post is called where the word for its kind is too wide: a tournament is an event, a photo contest a poll.

    sorts.register("tournament", kind="event", label=_("Tournament"), model=Tournament, address="/tournaments/new/")

A sort has the number of its post. It changes what people read, and nothing of what the kind allows.
"""

from dataclasses import dataclass

from django.db.models import Case, CharField, Exists, F, Model, OuterRef, Q, Value, When
from django.utils.functional import Promise

from community.posts.models import Post


@dataclass(frozen=True)
class Sort:
    name: str
    kind: str
    label: str | Promise
    model: type[Model]
    address: str  # where one is made

    @property
    def is_it(self) -> Q:
        """True of the posts that are one."""
        return Q(kind=self.kind) & Q(Exists(self.model._default_manager.filter(pk=OuterRef("pk"))))


_sorts: dict[str, Sort] = {}


def register(name: str, *, kind: str, label: str | Promise, model: type[Model], address: str) -> None:
    _sorts[name] = Sort(name, kind, label, model, address)


def every() -> list[Sort]:
    return list(_sorts.values())


def named() -> Case:
    """For querysets of posts: the name of the sort, or else of the kind."""
    cases = [When(sort.is_it, then=Value(sort.name)) for sort in _sorts.values()]
    return Case(*cases, default=F("kind"), output_field=CharField())


def label_of(name: str) -> str:
    """The word for a sort or a kind, in the reader's language; nothing for what is neither."""
    sort = _sorts.get(name)
    return str(sort.label if sort else dict(Post.Kind.choices).get(name, ""))


def choices() -> list[tuple[str, str | Promise]]:
    """Kinds and sorts, to choose from."""
    return [*Post.Kind.choices, *((sort.name, sort.label) for sort in _sorts.values())]


def of(kinds: dict[int, str]) -> dict[int, str]:
    """What posts of these numbers and kinds are called: one statement, where one of the kinds has sorts."""
    divided = {sort.kind for sort in _sorts.values()}
    unsure = [pk for pk, kind in kinds.items() if kind in divided]
    return kinds | dict(Post.objects.filter(pk__in=unsure).values_list("pk", named()) if unsure else ())


def narrowed(name: str) -> Q:
    """True of the posts that go by this name; of a kind those that have no word of their own."""
    if name in _sorts:
        return _sorts[name].is_it
    own = Q()
    for sort in _sorts.values():
        own &= ~sort.is_it if sort.kind == name else Q()
    return Q(kind=name) & own
