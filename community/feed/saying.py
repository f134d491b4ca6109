"""What is in the form below a post: an empty one is drawn once and filled with the writer's face, one with words in it
is drawn for its writer alone."""

import uuid
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.datastructures import MultiValueDict
from django.utils.safestring import SafeString

from accounts.fragments import Marks, fill
from accounts.templatetags.shell import avatar
from community import keyset
from community.comments.forms import CommentForm
from community.comments.quoting import quoted
from community.drafts.beginning import begun
from community.feed.rail import rail_of

TEMPLATE = "community/comments/_form.html"


def form_of(request, post: int, *, joins: bool, form: CommentForm | None = None) -> SafeString:
    """The fields as HTML. `joins`: who sends it joins the group. `form` is what was sent before and refused."""
    answered = keyset.number(request.GET.get("answer"))
    draft = begun(request, place_of(post)) if form is None and rail_of(request).drafts else None
    words = "" if form else quoted(request.user, post, request.GET.get("quote"))
    if form is None and answered is None and draft is None and not words:
        own = {"id": str(post), "submission": str(uuid.uuid4())}
        return fill(empty(translation.get_language(), joins), own | {"face": avatar(request.user)})
    begins = {"submission": uuid.uuid4(), "parent": answered, "body": words}
    if draft:
        begins |= (
            draft.initial | {"submission": draft.submission} | ({"parent": answered} if answered else {})
        )
    form = form or CommentForm(initial=begins, member=request.user)
    if draft:
        form.keep(MultiValueDict(draft.values))
    known = {"form": form, "id": post, "joins": joins, "draft": draft}
    known["face"] = avatar(request.user)
    return render_to_string(TEMPLATE, known, request)


def place_of(post: int) -> str:
    """Where the draft of a comment is kept."""
    return f"say-{post}"


@lru_cache(maxsize=8)
def empty(language: str, joins: bool) -> SafeString:
    me = Marks()
    form = CommentForm(initial={"submission": me["submission"]})
    known = {"form": form, "id": me["id"], "joins": joins, "face": me["face"]}
    return render_to_string(TEMPLATE, known)
