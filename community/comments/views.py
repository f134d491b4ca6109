"""Changing a comment, taking it back, flagging it. Reading and saying are a floor above, with the thread."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.comments.forms import ChangeForm
from community.comments.models import Comment
from community.drafts.beginning import begun
from community.writing.revisions import Revision
from community.writing.sharing import me_too_of
from community.writing.versions import versions_of


def seen(request, pk) -> Comment:
    """The comment, if the member may see it."""
    return Comment.objects.read_by(request.user, pk)


def edit(request, pk):
    comment = seen(request, pk)
    if not comment.editable_by(request.user):
        raise PermissionDenied(_("Only its author can change this."))
    draft = begun(request, f"edit-comment-{pk}")
    form = ChangeForm(request.POST or None, comment=comment, member=request.user, draft=draft)
    if form.is_valid() and form.send():
        messages.success(request, _("Changed."), extra_tags=f"comment-{pk}")
        return redirect(comment)
    known = {"form": form, "written": comment}
    return render(request, "community/comments/edit.html", known, status=422 if form.is_bound else 200)


def removal(request, pk):
    comment = seen(request, pk)
    if not comment.deletable_by(request.user):
        raise PermissionDenied(_("Only its author can delete this."))
    if request.method != "POST":
        return render(request, "community/posts/removal.html", {"written": comment})
    comment.delete(by=request.user)
    messages.success(request, _("Deleted."))
    return redirect(comment.post)


@require_safe
def history(request, pk):
    comment = seen(request, pk)
    known = {"written": comment, "may_hide": comment.cleanable_by(request.user)}
    known |= versions_of(comment, request.GET.get("before"))
    return render(request, "community/posts/history.html", known)


@require_POST
def revision_hiding(request, pk, revision):
    comment = seen(request, pk)
    if not comment.cleanable_by(request.user):
        raise PermissionDenied(_("Only its author or a moderator can hide this."))
    get_object_or_404(Revision.objects.of(comment), pk=revision).hide(by=request.user)
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
    comment = seen(request, pk)
    if request.method != "POST":
        known = {"written": comment, "possible": comment.is_flaggable}
        return render(request, "community/posts/complaint.html", known)
    raised = comment.flag(by=request.user)
    if comment.author_id == request.user.pk:
        return redirect(raised.opened)
    messages.success(request, _("The team knows now. You will hear when it is answered."))
    return redirect(comment)


def me_too(request, pk):
    return me_too_of(request, seen(request, pk))
