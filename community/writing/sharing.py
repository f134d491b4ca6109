"""The page on which somebody says "it happened to me too", below a post, a comment or a message."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from community.writing.words import MeTooForm
from community.writing.written import Written


def me_too_of(request: HttpRequest, written: Written) -> HttpResponse:
    """Leads to the member's own request, linked to the first. Raises PermissionDenied for what is not theirs to say."""
    if not written.shared_by(request.user):
        raise PermissionDenied(_("This is not somebody else's open complaint."))
    form = MeTooForm(request.POST or None, written=written, member=request.user)
    if form.is_valid() and (raised := form.send()):
        return redirect(raised.opened)
    known = {"form": form, "written": written}
    return render(request, "community/posts/me_too.html", known, status=422 if form.is_bound else 200)
