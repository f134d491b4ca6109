"""For what there are badges: a short, honest list, each counted from rows in the calendar year in which it happened.

None of them rewards silence: a complaint costs no badge and brings none, and nobody earns one by what others leave
unsaid. A room above adds a rule of its own when the app is ready.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Min
from django.utils.translation import gettext, ngettext

from accounts.members.models import Member
from community.comments.models import Comment
from community.events.models import Rsvp
from community.posts.models import Post
from community.posts.suggesting import Standing


@dataclass(frozen=True)
class Year:
    """A calendar year of the house, up to now: from `begin` until before `end`."""

    number: int
    begin: datetime
    end: datetime


Counted = Iterable[tuple[int, int]]  # the number of a member, and how often


@dataclass(frozen=True)
class Rule:
    name: str
    icon: str
    told: Callable[[int], str]  # the words for so many
    count: Callable[[Year], Counted]


_rules: dict[str, Rule] = {}


def register(rule: Rule) -> None:
    _rules[rule.name] = rule


def rules() -> list[Rule]:
    return list(_rules.values())


def find(name: str) -> Rule | None:
    return _rules.get(name)


# How they are counted, each in one statement


def first_posts(year: Year) -> Counted:
    """Whose first post of all, of those that still stand, is of this year."""
    mine = Post.objects.filter(author__isnull=False, deleted_at=None, hidden_at=None).order_by()
    begun = mine.values("author").annotate(first=Min("created_at"))
    return [(key, 1) for key in begun.filter(**within(year, "first")).values_list("author", flat=True)]


def accepted_answers(year: Year) -> Counted:
    """Whoever asked, or who keeps order, said that this comment answers the question; never one's own."""
    said = Comment.objects.filter(author__isnull=False, deleted_at=None, hidden_at=None).order_by()
    accepted = Post.objects.filter(accepted__in=said, **within(year, "accepted_at")).order_by()
    others = accepted.exclude(author=F("accepted__author"))
    return (
        others.values("accepted__author").annotate(times=Count("pk")).values_list("accepted__author", "times")
    )


def attended_events(year: Year) -> Counted:
    """Where an organiser noted that they came; who only said so is not counted."""
    came = Rsvp.objects.filter(event__cancelled_at=None, **within(year, "arrived_at")).order_by()
    return came.values("member").annotate(times=Count("pk")).values_list("member", "times")


def ideas(year: Year) -> Counted:
    """Suggestions that the house has carried out."""
    done = Post.objects.filter(standing=Standing.DONE, deleted_at=None, hidden_at=None).order_by()
    made = done.filter(author__isnull=False, **within(year, "standing_at"))
    return made.values("author").annotate(times=Count("pk")).values_list("author", "times")


def anniversaries(year: Year) -> Counted:
    """Whose day of joining came round this year: how many years it has been."""
    joined = Member.objects.joined().filter(joined_at__lt=year.begin)
    zone = year.begin.tzinfo
    for key, at in joined.values_list("pk", "joined_at").iterator(chunk_size=2000):
        local = at.astimezone(zone)
        if (local.month, local.day) <= (year.end.month, year.end.day) or year.end.year > year.number:
            yield key, year.number - local.year


def within(year: Year, column: str) -> dict[str, datetime]:
    return {f"{column}__gte": year.begin, f"{column}__lt": year.end}


def register_own() -> None:
    register(Rule("first-post", "sparkles", lambda n: gettext("First post"), first_posts))
    register(Rule("answers", "badge-check", answers_told, accepted_answers))
    register(Rule("events", "ticket", events_told, attended_events))
    register(Rule("ideas", "kind-suggestion", ideas_told, ideas))
    register(Rule("years", "calendar-days", years_told, anniversaries))


def answers_told(n: int) -> str:
    return ngettext("%(n)s accepted answer", "%(n)s accepted answers", n) % {"n": n}


def events_told(n: int) -> str:
    return ngettext("At %(n)s event", "At %(n)s events", n) % {"n": n}


def ideas_told(n: int) -> str:
    return ngettext("%(n)s idea carried out", "%(n)s ideas carried out", n) % {"n": n}


def years_told(n: int) -> str:
    return ngettext("%(n)s year here", "%(n)s years here", n) % {"n": n}
