"""What the feed and the page of a post show."""

import re
from datetime import datetime
from functools import lru_cache, partial
from html import unescape
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import localize
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.fragments import fill
from community import keyset
from community.comments.forms import CommentForm
from community.feed import saying
from community.feed.cards import filled, fragments_of, state_of
from community.feed.comments import Talk
from community.feed.queries import SHOWS, Row, cards
from community.feed.thread import Thread, Window, in_address, moment, place, thread
from community.moderation.corrections import asked_in
from community.posts import inserts
from community.rendering.mentions import names_for

LIMIT = 20
HEADLINE = re.compile(r'<h2 class="post-title"><a [^>]*>(.*?)</a>', re.DOTALL)
WORDS = re.compile(r'<div class="prose[^>]*>(.*?)</div>', re.DOTALL)
HEADING = re.compile("<h1[^>]*>(.*?)</h1>", re.DOTALL)
FILTERS = (
    ("", _("My groups")),
    ("all", _("Everything")),
    ("unanswered", _("Unanswered")),
    ("staff", _("Answered by staff")),
    ("mine", _("My posts")),
)


def wanted(request) -> str:
    show = request.GET.get("show", "")
    return show if show in SHOWS else ""


def feed_of(
    member, *, group=None, show: str = "", before: str | None = None, last_visit: datetime | None = None
) -> dict:
    """A page of cards as HTML, with the address of the next page; of a group when one is given.

    `last_visit` draws the line between what is new since then and what was there before.
    """
    rows = cards(member, group=group, show=show, before=keyset.number(before), limit=LIMIT)
    has_more = sum(not row.is_pinned for row in rows) > LIMIT
    rows = rows[:-1] if has_more else rows
    drawn = filled(rows, reader=member, since=last_visit)
    return {
        "cards": separated(rows, drawn, last_visit if before is None else None),
        "newest": max((row.id for row in rows), default=0),
        "next": "?" + urlencode(({"show": show} if show else {}) | {"before": rows[-1].id})
        if has_more
        else "",
        "is_first": before is None,
        "show": show,
    }


def separated(rows: list[Row], html: list[SafeString], last_visit: datetime | None) -> SafeString:
    """The cards in one piece; a line stands before the first that was there at the last visit, if anything newer
    is above it."""
    is_newer = [not row.is_pinned and last_visit is not None and row.created_at > last_visit for row in rows]
    first_old = next((at for at, row in enumerate(rows) if not row.is_pinned and not is_newer[at]), None)
    if first_old is not None and any(is_newer[:first_old]):
        html = [*html[:first_old], seen_before(translation.get_language()), *html[first_old:]]
    return SafeString("".join(html))


@lru_cache(maxsize=16)
def seen_before(language: str) -> SafeString:
    return render_to_string("community/feed/_since.html")


def filters_with(show: str) -> SafeString:
    """What the feed may be narrowed to, with what it shows now."""
    return filters_shape(translation.get_language(), show)


@lru_cache(maxsize=32)
def filters_shape(language: str, show: str) -> SafeString:
    return render_to_string("community/feed/_filters.html", {"filters": FILTERS, "show": show})


def page_of(request, pk: int, *, mark: bool, form: CommentForm | None = None) -> dict | None:
    """The page of a post for the reader, None when they may not see it."""
    after = place(request.GET.get("after"))
    window = Window(moment(request.GET.get("upto")), moment(request.GET.get("since")))
    found = thread(request.user, pk, after=after, mark=mark, window=window)
    if found is None:
        return None
    page = drawn_thread(found, request.user, is_first=after is None)
    return page | {
        "live": live_query(found, window, request.GET.get("after") if after else ""),
        "more": in_address(window.upto),
        "draft_place": saying.place_of(pk),
        "form": partial(saying.form_of, request, pk, joins=not page["may_comment"], form=form),
    }


def live_query(found: Thread, window: Window, after: str | None) -> str:
    """What an open page asks for when something happened: what it shows already, as it is by then."""
    known = {
        "after": after,
        "upto": in_address(window.upto or found.spoken_at),
        "since": in_address(found.read_to),
    }
    return "?" + urlencode({name: value for name, value in known.items() if value})


def drawn_thread(found: Thread, member, *, is_first: bool) -> dict:
    post, talk = found.post, Talk(found, member)
    (fragment,) = fragments_of([post], "post")
    names = names_for([fragment, *talk.fragments])
    own = {} if found.is_deleted else inserts.of(member, [post], full=True).get(post.id, {})
    card = fill(fragment, state_of(post, member.is_staff) | names | own | {"news": ""})
    is_open = not (post.is_closed or post.is_hidden or found.is_deleted)
    news, language = unread_in(found, talk), translation.get_language()
    return {
        "row": post,
        "serial": post.version,
        "title": headline_of(card),
        "card": card,
        "asked": asked_in(member, post.id) if found.is_asked else [],
        "answer": talk.answered(names),
        "comments": talk.nested(names),
        "held_back": found.held_back,
        "told": comments_word(language, post.comments),
        "news": news,
        "told_new": new_word(language, news),
        "news_here": talk.first_new is not None,
        "is_first": is_first,
        "next": f"?after={found.last}" if found.has_more else "",
        "may_comment": post.writes and is_open,
        "may_join": post.may_join and not post.writes and is_open,
        "paused_until": post.paused_until if is_open else None,
    }


def unread_in(found: Thread, talk: Talk) -> int:
    """How many comments the reader did not know when they came; those of this page, or of another one."""
    here = sum(row.is_new for row in talk.rows)
    known = found.post.seen
    return max(here, found.post.comments - known if known is not None and found.read_to else 0)


@lru_cache(maxsize=512)
def comments_word(_language: str, count: int) -> str:
    return ngettext("%(count)s comment", "%(count)s comments", count) % {"count": localize(count)}


@lru_cache(maxsize=512)
def new_word(_language: str, count: int) -> str:
    return ngettext("%(count)s new", "%(count)s new", count) % {"count": localize(count)}


def headline_of(card: str) -> SafeString:
    """The heading of the page, as the drawn post has it."""
    return SafeString(HEADING.search(card)[1])


def tucked(card: SafeString) -> SafeString:
    """The card behind a line with its headline, or its first words; it unfolds without a script."""
    titled, said = HEADLINE.search(card), WORDS.search(card)
    first = Truncator(unescape(strip_tags(said[1]))).chars(90) if said else ""
    known = {"headline": SafeString(titled[1]) if titled else first, "card": card}
    return render_to_string("community/posts/_known.html", known)
