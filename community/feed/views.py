"""The feed, the page of a post, and the acts that answer with a card."""

from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community import keyset
from community.comments.forms import CommentForm
from community.comments.models import Comment
from community.feed import above
from community.feed.cards import card
from community.feed.pages import feed_of, filters_with, page_of, wanted
from community.feed.queries import newer
from community.feed.rail import rail_of
from community.feed.seen import is_for_later, seen, seen_live
from community.feed.thread import first_unread, place_of
from community.onboarding import leading
from community.partials import answer, made, refused
from community.posts.models import Post
from community.reactions.models import Reaction
from community.writing.calling import warn_of_unheard


@require_safe
def home(request):
    show = wanted(request)
    if (after := keyset.number(request.GET.get("after"))) is not None:
        return JsonResponse({"new": newer(request.user, after, show)})
    visiting = not show and "before" not in request.GET and not is_for_later(request)
    rail = rail_of(request, visiting=visiting)
    if visiting and (address := leading.address_for(request.user, rail.first_steps)):
        return redirect(address)
    page = feed_of(request.user, show=show, before=request.GET.get("before"), last_visit=rail.last_visit)
    page["above"] = above.pieces_for(request, rail) if visiting else ""
    return render(request, "community/feed/home.html", page | {"filters": filters_with(show)})


@require_safe
def post(request, pk):
    page = page_of(request, pk, mark=not is_for_later(request))
    if page is None:
        raise Http404
    seen(request, "community.Post", pk)
    return render(request, "community/feed/post.html", page)


@require_safe
def thread(request, pk):
    """What changes while one looks at a post: fetched again when something happened."""
    page = page_of(request, pk, mark=True)
    if page is None:
        raise Http404
    if not page["held_back"]:
        seen_live(request, "community.Post", pk)
    return render(request, "community/feed/_thread.html", page)


@require_safe
def unread(request, pk):
    """Leads to the first comment that the reader does not know yet; without one, to all of them."""
    found = Post.objects.read_by(request.user, pk)
    first = first_unread(request.user, found)
    if first is None:
        return redirect(f"{found.get_absolute_url()}#comments")
    return redirect(f"{found.get_absolute_url()}{page_with(first)}#new")


def say(request, pk):
    """A comment below the post; what was wrong with it is said beside the field, with the text kept. Who comes back
    here from signing in anew finds the form, and in it what they had begun."""
    below = Post.objects.read_by(request.user, pk)
    if request.method != "POST":
        return redirect(f"{below.get_absolute_url()}#say")
    form = CommentForm(request.POST, request.FILES, post=below, member=request.user)
    if form.is_valid() and (said := form.send()):
        if form.to_staff:
            return made(request, said, _("Sent to staff alone."), draft=f"say-{pk}")
        warn_of_unheard(request, said.body, below.group)
        return made(request, said, _("Your comment is there."), draft=f"say-{pk}")
    return refused(request, form) or render(
        request, "community/feed/post.html", page_of(request, pk, mark=False, form=form), status=422
    )


@require_safe
def comment(request, pk):
    """The page of the thread on which the comment stands."""
    found = Comment.objects.read_by(request.user, pk)
    return redirect(f"{found.post.get_absolute_url()}{page_with(found)}#comment-{found.pk}")


def page_with(comment) -> str:
    begins = place_of(comment)
    return f"?after={begins[0]}.{begins[1]}" if begins else ""


@require_POST
def reaction(request, pk):
    found = Post.objects.read_by(request.user, pk)
    Reaction.objects.toggle(post=found, by=request.user, kind=request.POST.get("kind", ""))
    is_page = request.htmx and f"/posts/{pk}/" in (request.htmx.current_url or "")
    html = card(request.user, found, kind="post" if is_page else "card")
    return answer(request, html, otherwise=found.get_absolute_url())
