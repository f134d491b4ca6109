"""Changing a comment, taking it back, flagging it. Reading and saying are a floor above, with the thread."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.comments.forms import ChangeForm
from community.comments.models import Comment
from community.drafts.beginning import begun
from community.writing.pages import complaint_of, hide_revision, history_of, removal_of
from community.writing.sharing import me_too_of


def seen(request, pk) -> Comment:
    """The comment, if the member may see it."""
    return Comment.objects.read_by(request.user, pk)


def edit(request, pk):
    comment = seen(request, pk)
    if not comment.editable_by(request.user):
        raise PermissionDenied(_("Only its author can change this."))
    draft = begun(request, f"edit-comment-{pk}")
    form = ChangeForm(
        request.POST or None, request.FILES or None, comment=comment, member=request.user, draft=draft
    )
    if form.is_valid() and form.send():
        messages.success(request, _("Changed."), extra_tags=f"comment-{pk}")
        return redirect(comment)
    known = {"form": form, "written": comment}
    return render(request, "community/comments/edit.html", known, status=422 if form.is_bound else 200)


def removal(request, pk):
    comment = seen(request, pk)
    return removal_of(request, comment) or redirect(comment.post)


@require_safe
def history(request, pk):
    comment = seen(request, pk)
    return history_of(request, comment, may_hide=comment.cleanable_by(request.user))


@require_POST
def revision_hiding(request, pk, revision):
    hide_revision(request, seen(request, pk), revision)
    return redirect("comments:history", pk)


@require_POST
def acceptance(request, pk):
    comment = seen(request, pk)
    comment.accept(by=request.user)
    return redirect(comment.post)


@require_POST
def no_acceptance(request, pk):
    comment = seen(request, pk)
    comment.unaccept(by=request.user)
    return redirect(comment.post)


def complaint(request, pk):
    return complaint_of(request, seen(request, pk))


def me_too(request, pk):
    return me_too_of(request, seen(request, pk))
