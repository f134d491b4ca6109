"""What stands under a tag, which tags there are, and calling one something else."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.partials import wants_data
from community.posts.tagging import TYPED, key_of
from community.tags import queries
from community.tags.forms import NameForm
from community.tags.pages import index_of, page_of


@require_safe
def index(request):
    """The tags that begin with the letters `q`: a page, or as data those that whoever writes is offered."""
    letters = request.GET.get("q", "").strip()[:TYPED]
    if wants_data(request):
        return JsonResponse({"tags": queries.like(request.user, letters)})
    return render(request, "community/tags/index.html", index_of(request.user, letters))


@require_safe
def tag(request, key):
    return render(request, "community/tags/tag.html", seen(request, key))


def naming(request, key):
    page = seen(request, key)
    if not page["may_rename"]:
        raise PermissionDenied(_("Only a moderator can rename a tag."))
    form = NameForm(
        request.POST or None, key=page["key"], member=request.user, initial={"tags": page["name"]}
    )
    if form.is_valid() and (new := form.send()):
        messages.success(request, _("Renamed."))
        return redirect("tags:tag", new)
    known = page | {"form": form}
    return render(request, "community/tags/naming.html", known, status=422 if form.is_bound else 200)


def seen(request, key: str) -> dict:
    """The page of the tag, if the member may read anything under it."""
    page = page_of(request.user, key_of(key), before=request.GET.get("before"))
    if page is None:
        raise Http404
    return page
