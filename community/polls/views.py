"""Voting, closing, and who voted what where the poll says so."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community import keyset
from community.partials import answer, back
from community.polls.models import Poll
from community.polls.outcome import ballots_of
from community.polls.showing import poll_for


def seen(request, pk) -> Poll:
    """The poll, if the member may see its post."""
    return Poll.objects.read_by(request.user, pk)


def vote(request, pk):
    poll = seen(request, pk)
    if request.method != "POST":
        return page(request, poll)
    chosen = [number for text in request.POST.getlist(f"poll-{pk}") if (number := keyset.number(text))]
    try:
        poll.vote(by=request.user, options=chosen)
    except ValidationError as refusal:
        return page(request, poll, " ".join(refusal.messages), 422)
    if request.POST.get("next") == request.path:  # from the ballot by itself to how it stands
        return redirect(poll)
    return answer(request, poll_for(request.user, seen(request, pk)), otherwise=poll.get_absolute_url())


def page(request, poll: Poll, error: str = "", status: int = 200):
    """The ballot by itself, to vote anew; for htmx the piece alone."""
    if not poll.votable_by(request.user):
        raise PermissionDenied(_("Nobody can vote here any more."))
    ballot = poll_for(request.user, poll, again=True, error=error)
    if request.htmx:
        return HttpResponse(ballot)
    return render(request, "community/polls/vote.html", {"poll": poll, "ballot": ballot}, status=status)


@require_safe
def votes(request, pk):
    """Who chose what; of an anonymous poll, and before one may see the results, there is no such page (row 13)."""
    poll = seen(request, pk)
    if poll.is_anonymous or not poll.results_shown_to(request.user):
        raise Http404
    return render(request, "community/polls/votes.html", {"poll": poll, "ballots": ballots_of(poll)})


@require_POST
def closing(request, pk):
    poll = seen(request, pk)
    poll.close(by=request.user)
    return back(request, poll.get_absolute_url())
