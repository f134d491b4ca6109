"""Pages that posts, comments and messages share: taking back, earlier versions, "this is a complaint"."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from community.writing.revisions import Revision
from community.writing.versions import versions_of
from community.writing.written import Written


def removal_of(request: HttpRequest, written: Written) -> HttpResponse | None:
    """The question before it goes; None once it is gone. Raises PermissionDenied for everybody but its author."""
    if not written.deletable_by(request.user):
        raise PermissionDenied(_("Only its author can delete this."))
    if request.method != "POST":
        return render(request, "community/posts/removal.html", {"written": written})
    written.delete(by=request.user)
    messages.success(request, _("Deleted."))
    return None


def history_of(request: HttpRequest, written: Written, *, may_hide: bool) -> HttpResponse:
    """A page of its versions, each with what was changed."""
    known = {"written": written, "may_hide": may_hide} | versions_of(written, request.GET.get("before"))
    return render(request, "community/posts/history.html", known)


def hide_revision(request: HttpRequest, written: Written, revision: int) -> None:
    """Takes an earlier version away. Raises PermissionDenied, or Http404 where it has no such version."""
    if not written.cleanable_by(request.user):
        raise PermissionDenied(_("Only its author or a moderator can hide this."))
    get_object_or_404(Revision.objects.of(written), pk=revision).hide(by=request.user)


def complaint_of(request: HttpRequest, written: Written) -> HttpResponse:
    """The question, then to the request for its customer, back to what was said for everybody else."""
    if request.method != "POST":
        known = {"written": written, "possible": written.is_flaggable}
        return render(request, "community/posts/complaint.html", known)
    return complained(request, written, written.flag(by=request.user))


def complained(request: HttpRequest, written, raised) -> HttpResponse:
    """Where who flagged it goes on."""
    if written.author_id == request.user.pk:
        return redirect(raised.opened)
    messages.success(request, _("The team knows now. You will hear when it is answered."))
    return redirect(written)
