"""Pages of tournaments: the list, one of them, its entries and draw, and each match."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.gatherings.forms import CancelForm
from community.posts.composing import Composer, compose
from community.tournaments.forms import (
    DecisionForm,
    EntryForm,
    PlanForm,
    ReportForm,
    TermsForm,
    TournamentForm,
)
from community.tournaments.models import Match, Tournament
from community.tournaments.pages import index_of, match_page_of, page_of, seen_matches

COMPOSER = Composer(TournamentForm, "community/tournaments/new.html", "new-tournament")


def seen(request, pk) -> Tournament:
    """The tournament, if the member may see its post."""
    return Tournament.objects.read_by(request.user, pk)


def organised(request, pk) -> Tournament:
    tournament = seen(request, pk)
    if not tournament.organised_by(request.user):
        raise PermissionDenied(_("Only its organisers can do this."))
    return tournament


def seen_match(request, pk, match) -> Match:
    """The match, if it is one of this tournament and the member may see it (row 5)."""
    return get_object_or_404(seen_matches(request.user), pk=match, tournament=pk)


@require_safe
def index(request):
    return render(request, "community/tournaments/list.html", index_of(request.user, request.GET))


def new(request):
    return compose(request, COMPOSER, "event")


@require_safe
def detail(request, pk):
    return render(request, "community/tournaments/detail.html", page_of(seen(request, pk), request.user))


@require_safe
def live(request, pk):
    """What changes while one looks at it."""
    return render(request, "community/tournaments/_live.html", page_of(seen(request, pk), request.user))


def edit(request, pk):
    tournament = organised(request, pk)
    form = TermsForm(request.POST or None, tournament=tournament, member=request.user)
    if form.is_valid() and form.send():
        messages.success(request, _("Saved."))
        return redirect(tournament)
    known = {"form": form, "tournament": tournament}
    return render(request, "community/tournaments/edit.html", known, status=422 if form.is_bound else 200)


@require_POST
def entry(request, pk):
    """Enters, or names one's team anew."""
    tournament = seen(request, pk)
    if not tournament.enterable_by(request.user):
        raise PermissionDenied(_("Join the group to enter."))
    form = EntryForm(request.POST, tournament=tournament, member=request.user)
    if form.is_valid() and (mine := form.send()):
        messages.success(
            request, _("You are in.") if mine.line is None else _("You are on the waiting list.")
        )
        return redirect(tournament)
    page = page_of(seen(request, pk), request.user, form)
    return render(request, "community/tournaments/detail.html", page, status=422)


@require_POST
def withdrawal(request, pk):
    """Takes one's own entry back."""
    tournament = seen(request, pk)
    mine = tournament.entry_of(request.user)
    if mine is None:
        raise PermissionDenied(_("You have not entered."))
    tournament.withdraw(mine, by=request.user)
    messages.success(request, out_words(tournament))
    return redirect(tournament)


def out_words(tournament: Tournament) -> str:
    """What becomes of the place of who withdraws."""
    if tournament.drawn_at:
        return _("You are out. Whoever would have played you goes on.")
    return _("You are out. Your place goes to the next in line.")


@require_POST
def removal(request, pk, entry):
    """An organiser takes an entry out."""
    tournament = organised(request, pk)
    tournament.withdraw(get_object_or_404(tournament.entries, pk=entry), by=request.user)
    return redirect(tournament)


def cancellation(request, pk):
    tournament = organised(request, pk)
    known = {"thing": tournament, "member": request.user}
    form = CancelForm(request.POST if request.method == "POST" else None, **known)
    if form.is_valid() and form.send():
        messages.success(request, _("Called off. Everybody who entered hears of it."))
        return redirect(tournament)
    page = {"form": form, "thing": tournament, "count": tournament.entry_count + tournament.waiting}
    return render(
        request, "community/tournaments/cancellation.html", page, status=422 if form.is_bound else 200
    )


@require_POST
def closing(request, pk):
    tournament = organised(request, pk)
    tournament.close_entries(by=request.user)
    return redirect(tournament)


@require_POST
def draw(request, pk):
    tournament = organised(request, pk)
    try:
        tournament.draw(by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(tournament)


@require_safe
def match(request, pk, match):
    found = seen_match(request, pk, match)
    return render(request, "community/tournaments/match.html", match_page_of(found, request.user))


@require_POST
def time(request, pk, match):
    """When it is played."""
    found = seen_match(request, pk, match)
    if not found.plannable_by(request.user):
        raise PermissionDenied(_("Only who plays here can do this."))
    form = PlanForm(request.POST, match=found, member=request.user)
    if form.is_valid() and form.send():
        messages.success(request, _("Saved. Both have been told."))
        return redirect(found)
    page = match_page_of(seen_match(request, pk, match), request.user, planning=form)
    return render(request, "community/tournaments/match.html", page, status=422)


@require_POST
def report(request, pk, match):
    """What one of the two says."""
    found = seen_match(request, pk, match)
    if not (found.side_of(request.user) and found.tournament.enterable_by(request.user)):
        raise PermissionDenied(_("Only who plays here can do this."))
    form = ReportForm(request.POST, match=found, member=request.user)
    if form.is_valid() and form.send():
        return redirect(found)
    page = match_page_of(seen_match(request, pk, match), request.user, report=form)
    return render(request, "community/tournaments/match.html", page, status=422)


@require_POST
def decision(request, pk, match):
    """An organiser's word."""
    found = seen_match(request, pk, match)
    if not found.tournament.organised_by(request.user):
        raise PermissionDenied(_("Only its organisers can do this."))
    form = DecisionForm(request.POST, match=found, member=request.user)
    if form.is_valid() and form.send():
        messages.success(request, _("Saved. Both have been told."))
        return redirect(found)
    page = match_page_of(seen_match(request, pk, match), request.user, decision=form)
    return render(request, "community/tournaments/match.html", page, status=422)


@require_POST
def reopening(request, pk, match):
    """Takes a result back."""
    found = seen_match(request, pk, match)
    if not found.tournament.organised_by(request.user):
        raise PermissionDenied(_("Only its organisers can do this."))
    try:
        found.reopen(by=request.user)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(found)
