"""Saying whether one's praise may be quoted; and for managers, what may be."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community import keyset
from community.posts.models import Post
from community.praise.forms import ConsentForm
from community.praise.models import Praise

SIZE = 30
GONE = 20  # of what was withdrawn


def quoting(request, pk):
    post = Post.objects.read_by(request.user, pk)
    if post.author_id != request.user.pk or post.kind != Post.Kind.PRAISE:
        raise PermissionDenied(_("Only its author says whether it may be quoted."))
    form = ConsentForm(request.POST or None, praise=Praise.objects.of(post), member=request.user)
    if form.is_valid() and form.send():
        messages.success(request, _("Saved."))
        return redirect(post)
    known = {"form": form, "written": post}
    return render(request, "community/praise/quoting.html", known, status=422 if form.is_bound else 200)


@require_safe
def index(request):
    if not request.user.is_manager:
        raise PermissionDenied(_("Only managers quote for the house."))
    mine = Praise.objects.visible_to(request.user).select_related("post", "by", "employee")
    before = keyset.number(request.GET.get("before"))
    rows, has_more = keyset.cut(mine.quotable().newest_first(before), SIZE)
    known = {
        "rows": rows,
        "withdrawn": mine.withdrawn()[:GONE] if before is None else [],
        "next": f"?before={rows[-1].pk}" if has_more else "",
    }
    return render(request, "community/praise/list.html", known)
