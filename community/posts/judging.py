"""Letting out what waits for a moderator, or refusing it with a reason."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from community import keyset
from community.partials import back
from community.posts.forms import RefusalForm
from community.posts.views import seen


def judged(request, pk):
    """The post, for who keeps order in its group; they read it whether it waits still or not."""
    post = seen(request, pk)
    if not post.moderated_by(request.user) or post.author_id == request.user.pk:
        raise PermissionDenied(_("Another moderator of its group decides this."))
    return post


def approval(request, pk):
    post = judged(request, pk)
    if request.method != "POST":
        return page(request, post, RefusalForm(post=post, member=request.user))
    try:
        if post.approve(by=request.user, version=keyset.number(request.POST.get("version"))):
            messages.success(request, _("Everybody in the group sees it now."))
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
        return redirect("posts:approval", pk)
    return back(request, f"{post.group.get_absolute_url()}queue/")


def refusal(request, pk):
    post = judged(request, pk)
    form = RefusalForm(request.POST or None, post=post, member=request.user)
    if form.is_valid() and form.send():
        messages.success(request, _("Refused. Its author has been told why."))
        return redirect("feed:queue", post.group.slug)
    return page(request, post, form, 422 if form.is_bound else 200)


def page(request, post, form, status=200):
    return render(request, "community/posts/judging.html", {"written": post, "form": form}, status=status)
