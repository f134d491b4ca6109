"""Reporting what breaks the rules: a post, comment, message, picture or member. It goes to moderators, never to the
desk."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.members.models import Member
from community.chat.models import Message
from community.comments.models import Comment
from community.contests.models import ContestEntry
from community.posts.models import Post
from community.reports import routing
from community.reports.forms import ReportForm
from community.reports.models import Report


def post(request, pk):
    return report(request, Post.objects.read_by(request.user, pk))


def comment(request, pk):
    return report(request, Comment.objects.read_by(request.user, pk))


def message(request, pk):
    return report(request, Message.objects.read_by(request.user, pk))


def picture(request, pk):
    return report(request, get_object_or_404(ContestEntry.objects.visible_to(request.user), pk=pk))


def member(request, handle):
    return report(request, get_object_or_404(Member.objects.visible_to(request.user), handle=handle))


def report(request, matter):
    """The form, and what it sends."""
    if not Report.reportable_by(request.user, matter):
        raise PermissionDenied(_("You cannot report this."))
    form = ReportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        Report.objects.receive(matter, by=request.user, **form.cleaned_data)
        messages.success(
            request, _("Thank you. The moderators will look at it; the author does not learn who you are.")
        )
        return redirect(address_of(matter))
    context = {
        "form": form,
        "matter": matter,
        "about": Report.field_of(matter),
        "readers": routing.read_by(matter),
    }
    return render(request, "community/reports/form.html", context, status=422 if form.is_bound else 200)


def address_of(matter) -> str:
    """The page of what was reported."""
    is_member = Report.field_of(matter) == "about"
    return reverse("members:page", args=[matter.handle]) if is_member else matter.get_absolute_url()
