"""Clarifying a rumour, and taking that back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import model_to_dict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.clarifications.forms import ClarificationForm
from community.clarifications.models import Clarification, clarifiable_by
from community.posts.models import Post

FIELDS = ["body", "sources", "signed_as"]


def clarify(request, pk):
    post = clarified(request, pk)
    there = Clarification.objects.of(post)
    data = request.POST if request.method == "POST" else None
    form = ClarificationForm(
        data, post=post, member=request.user, initial=model_to_dict(there, FIELDS) if there else {}
    )
    if form.is_valid() and form.send():
        messages.success(request, _("It stands on top of the thread. Whoever has read the post is told."))
        return redirect(post)
    context = {"form": form, "written": post, "there": there}
    return render(
        request, "community/clarifications/form.html", context, status=422 if form.is_bound else 200
    )


@require_POST
def withdraw(request, pk):
    post = clarified(request, pk)
    Clarification.objects.withdraw(post, by=request.user)
    return redirect(post)


def clarified(request, pk) -> Post:
    post = Post.objects.read_by(request.user, pk)
    if not clarifiable_by(post, request.user):
        raise PermissionDenied(_("Only staff who can read this may clarify it."))
    return post
