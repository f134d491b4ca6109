"""Composers of kinds that need more than words: rooms above bring their own form and page.

composing.register("poll", form=PollForm, template="community/polls/new.html")     # in apps.ready()
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Composer:
    form: type
    template: str
    place: str = "new-post"  # under which its drafts are kept


_composers: dict[str, Composer] = {}


def register(kind: str, *, form: type, template: str) -> None:
    """`form` is built, and sends, like the common one: `form.send()` returns what the member sees next, or None."""
    _composers[kind] = Composer(form, template, f"new-{kind}")


def kinds() -> list[str]:
    return list(_composers)


def of(kind: str, otherwise: Composer) -> Composer:
    return _composers.get(kind, otherwise)
