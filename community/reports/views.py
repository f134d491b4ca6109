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

PAGE = "community/reports/form.html"


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
    form = ReportForm(request.POST if request.method == "POST" else None, matter=matter, by=request.user)
    if form.is_valid() and form.send():
        messages.success(
            request, _("Thank you. The moderators will look at it; the author does not learn who you are.")
        )
        return redirect(address_of(matter))
    return render(request, PAGE, page_of(form), status=422 if form.is_bound else 200)


def page_of(form: ReportForm) -> dict:
    return {
        "form": form,
        "matter": form.matter,
        "about": Report.field_of(form.matter),
        "standing": Report.objects.standing(form.matter, form.by),
        "readers": routing.read_by(form.matter),
        "back": address_of(form.matter),
    }


def address_of(matter) -> str:
    """The page of what was reported."""
    is_member = Report.field_of(matter) == "about"
    return reverse("members:page", args=[matter.handle]) if is_member else matter.get_absolute_url()
