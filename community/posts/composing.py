"""Composers: the common one of posts, those of kinds that need more than words, and what each of them answers.

composing.register("poll", form=PollForm, template="community/polls/new.html")     # in apps.ready()
"""

import uuid
from dataclasses import dataclass

from django.shortcuts import render
from django.utils.translation import gettext as _

from community import partials
from community.drafts.beginning import begun
from community.posts.models import Post
from community.posts.tagging import TYPED
from community.writing.calling import warn_of_unheard


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


def compose(request, composer: Composer, kind: str):
    """The empty form, begun with what the address or a draft says; what was made of it; or what is wrong with it."""
    wanted = request.GET.get("group", "")
    chosen = {
        "submission": uuid.uuid4(),
        "group": wanted,
        "kind": kind,
        "body": request.GET.get("body", "")[:280],
        "tags": request.GET.get("tags", "")[:TYPED],
    }
    known = {"wanted": wanted, "draft": begun(request, composer.place), "initial": chosen}
    form = composer.form(request.POST or None, request.FILES or None, member=request.user, **known)
    if form.is_valid() and (made := form.send()):
        if not form.to_staff:
            warn_of_unheard(request, form.cleaned_data["body"], form.where)
        return partials.made(request, made, became(made), draft=composer.place)
    page = render(request, composer.template, {"form": form}, status=422 if form.is_bound else 200)
    return partials.refused(request, form) or page


def became(made) -> str:
    """What has become of it: of a post, of what hangs on one, or of a ticket."""
    post = made if isinstance(made, Post) else made.post
    return _("Kept until its hour.") if post and post.is_scheduled else _("Sent.")
