"""The box, and what resembles a text that is being written."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from community.search.filters import tag_named
from community.search.pages import page_of
from community.search.similar import similar_to


@require_safe
def search(request):
    if key := tag_named(request.GET.get("q", ""), request.user):
        return redirect("tags:tag", key)
    return render(request, "community/search/search.html", page_of(request))


@require_http_methods(["GET", "POST"])
def similar(request):
    """A fragment below the composer; by POST, so that nobody's draft stands in a log of addresses."""
    asked = request.POST if request.method == "POST" else request.GET
    posts = [] if asked.get("audience") == "staff" else similar_to(request.user, text_of(asked))
    return render(request, "community/search/_similar.html", {"posts": posts})


def text_of(asked) -> str:
    return " ".join(asked.get(name, "") for name in ("q", "title", "body"))
