"""What the template of a post needs beside the post: its first words, its strip, its reactions. Nothing of a reader."""

from datetime import datetime

from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext, ngettext, pgettext

from accounts.fragments import Marks
from community.flags.handled import OPEN, Handling
from community.posts import sorts
from community.posts.models import Post
from community.reactions.models import Reaction
from community.rendering.mentions import marked, named_by_mark
from community.writing.pictures import apart

FIRST_WORDS = 560  # characters; five lines on the desktop, a few more on the phone


def face_of(post: Post, *, full: bool) -> dict:
    text = marked(post.body_html if full else first_words(post.body_html))
    below = apart(post.shown)
    return {
        "post": post,
        "full": full,
        "sort": {"name": post.sort, "label": sorts.label_of(post.sort)},
        "text": text,
        "is_cut": not full and (len(text) < len(post.body_html) or looks_long(post.body)),
        **below,
        "hidden_pictures": len(below["pictures"]) - 3,
        "praised": praised(post),
        "tags": post.tagged,
        "strip": strip_of(post, post.group.centre),
        "steps": steps_of(post) if full and post.handling else [],
        "deleted_by_author": post.deleted_by_id is not None and post.deleted_by_id == post.author_id,
        **reactions_of(post),
    }


def praised(post: Post) -> str:
    """Whom praise is for: a mark for the employee, whose name is asked at reading, or the words of a team."""
    given = getattr(post, "praise", None) if post.kind == Post.Kind.PRAISE else None
    if given is None:
        return ""
    return named_by_mark(given.employee_id) if given.employee_id else given.team


def first_words(html: str) -> str:
    return Truncator(html).chars(FIRST_WORDS, truncate="…", html=True)


def looks_long(text: str) -> bool:
    """More than the five lines that a card shows, on a phone."""
    return sum(1 + len(line) // 42 for line in text.split("\n") if line) > 5


def reactions_of(post: Post) -> dict:
    """The like and what was given are buttons of their own; the others wait in a menu."""
    every = [
        {
            "kind": kind.value,
            "label": kind.label,
            "count": post.reaction_counts.get(kind, 0),
            "pressed": Marks()[kind],
        }
        for kind in Reaction.Kind
    ]
    shown = [reaction for reaction in every if reaction["count"] or reaction["kind"] == Reaction.Kind.LIKE]
    return {"reactions": shown, "rest": [reaction for reaction in every if reaction not in shown]}


def strip_of(handled, centre=None, as_of: datetime | None = None) -> dict:
    """The public strip of a post or comment: status word, promised date, who is on it, how many it affects."""
    is_open = handled.handling in OPEN
    return {
        "status": "reopened" if handled.reopened_at and is_open else handled.handling,
        "label": public_word(handled),
        "due": handled.promised_at if is_open else None,
        "is_answered": is_answered(handled),
        "zone": centre,
        "who": handled.handling_by.get_short_name() if handled.handling_by and is_open else "",
        "late": is_late(handled, as_of or timezone.now()),
        "extra": affected_word(handled.affected),
    }


def is_answered(handled) -> bool:
    """Whether the answer was given, so that what is promised now is the solution; reopened, it waits for one again."""
    answered, reopened = handled.answered_at, handled.reopened_at
    return answered is not None and (reopened is None or reopened < answered)


def public_word(handled) -> str:
    """The catalogue's word; "waiting for you" is said to the customer only."""
    if handled.handling == Handling.WAITING:
        return pgettext("state of a request, for everybody", "Waiting for its author")
    if handled.reopened_at and handled.handling in OPEN:
        return gettext("Reopened")
    if handled.confirmed_at and handled.handling == Handling.SOLVED:
        return gettext("Solved and confirmed")
    return handled.get_handling_display()


def is_late(handled, as_of: datetime) -> bool:
    return handled.handling in OPEN and handled.promised_at is not None and handled.promised_at < as_of


def affected_word(count: int) -> str:
    if not count:
        return ""
    words = ngettext("%(count)d more person", "%(count)d more people", count) % {"count": count}
    return format_html('<span class="strip-more nowrap">+ {}</span>', words)


def steps_of(handled) -> list[dict]:
    """The timeline of the strip: received, answered, solved, confirmed; the first one without a date is now."""
    closed = handled.get_handling_display() if handled.closed_at else gettext("Solved")
    steps = [
        ("check", gettext("Received"), handled.received_at),
        ("reply", gettext("Answered"), handled.answered_at),
        ("check", closed, handled.closed_at),
    ]
    if handled.confirmed_at or handled.handling == Handling.SOLVED:
        steps.append(("heart-handshake", gettext("Confirmed"), handled.confirmed_at))
    now = next((number for number, step in enumerate(steps) if not step[2]), None)
    return [
        {
            "icon": icon,
            "label": label,
            "at": at,
            "class": "step-done" if at else "step-now" if number == now else "",
        }
        for number, (icon, label, at) in enumerate(steps)
    ]
