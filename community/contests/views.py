"""Pages of photo contests: announcing one, its own page, handing in and taking back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.contests.forms import ContestForm, EntryForm
from community.contests.models import Contest
from community.contests.pages import page_of
from community.posts.composing import Composer, compose

COMPOSER = Composer(ContestForm, "community/contests/new.html", "new-contest")


def seen(request, pk) -> Contest:
    """The contest, if the member may see its post."""
    known = Contest.objects.visible_to(request.user)
    return get_object_or_404(known.select_related("poll__post__group__centre", "poll__post__author"), pk=pk)


def new(request):
    return compose(request, COMPOSER, "poll")


@require_safe
def detail(request, pk):
    return render(request, "community/contests/detail.html", page_of(seen(request, pk), request.user))


@require_safe
def live(request, pk):
    """The page again, for whoever has it open."""
    return render(request, "community/contests/_live.html", page_of(seen(request, pk), request.user))


@require_POST
def entry(request, pk):
    """Hands a picture in, or another one instead."""
    contest = seen(request, pk)
    if not contest.enterable_by(request.user):
        raise PermissionDenied(_("Join the group to take part."))
    form = EntryForm(request.POST, request.FILES, contest=contest, member=request.user)
    if form.is_valid() and form.send():
        messages.success(request, _("Your picture is in. You may change it until the last moment."))
        return redirect(contest)
    page = page_of(seen(request, pk), request.user, form=form)
    return render(request, "community/contests/detail.html", page, status=422)


@require_POST
def withdrawal(request, pk):
    """Takes one's own picture back."""
    contest = seen(request, pk)
    mine = contest.entry_of(request.user)
    if mine is None:
        raise PermissionDenied(_("You have no picture here."))
    try:
        contest.take_back(mine, by=request.user)
        messages.success(request, _("Your picture is gone."))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(contest)
