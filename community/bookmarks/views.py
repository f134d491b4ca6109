"""Keeping posts for later."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community import keyset
from community.bookmarks.forms import ReminderForm
from community.bookmarks.models import Bookmark
from community.partials import back
from community.posts.views import seen

SIZE = 30


@require_safe
def index(request):
    """One's own, the newest first."""
    kept = Bookmark.objects.visible_to(request.user).before(keyset.number(request.GET.get("before")))
    rows, has_more = keyset.cut(kept, SIZE)
    known = {"bookmarks": rows, "next": f"?before={rows[-1].pk}" if has_more else ""}
    return render(request, "community/bookmarks/list.html", known)


def bookmark(request, pk):
    """Keeps the post; a form that says when sets the reminder, a button alone leaves it as it is."""
    post = seen(request, pk)
    if request.method == "POST" and "remind_at" not in request.POST:
        Bookmark.objects.keep(post, by=request.user)
        messages.success(request, _("Kept. You find it under “Saved”."))
        return back(request, post.get_absolute_url())
    form = ReminderForm(request.POST or None, post=post, member=request.user)
    if form.is_valid() and form.send():
        messages.success(request, _("Saved."))
        return redirect("bookmarks:index")
    known = {"form": form, "written": post, "kept": Bookmark.objects.of(request.user, post)}
    return render(request, "community/bookmarks/reminder.html", known, status=422 if form.is_bound else 200)


@require_POST
def removal(request, pk):
    Bookmark.objects.drop(seen(request, pk), by=request.user)
    return back(request, "/bookmarks/")
