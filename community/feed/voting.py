"""Voting for a suggestion: answered with its card."""

from django.core.exceptions import ValidationError
from django.views.decorators.http import require_POST

from community.feed.cards import card
from community.partials import answer, declined
from community.posts.models import Post


@require_POST
def vote(request, pk):
    found = seen(request, pk)
    try:
        found.vote(by=request.user)
    except ValidationError as refusal:
        return declined(request, refusal.messages[0], otherwise=found.get_absolute_url())
    return shown(request, found)


@require_POST
def vote_removal(request, pk):
    found = seen(request, pk)
    found.take_vote_back(by=request.user)
    return shown(request, found)


def seen(request, pk) -> Post:
    return Post.objects.read_by(request.user, pk)


def shown(request, found: Post):
    is_page = request.htmx and f"/posts/{found.pk}/" in (request.htmx.current_url or "")
    html = card(request.user, found, kind="post" if is_page else "card")
    return answer(request, html, otherwise=found.get_absolute_url())
