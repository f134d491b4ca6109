"""A poll inside its post: the ballot, or the results, drawn once for everybody and filled for the reader."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONArray
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from accounts.brand.models import Brand
from accounts.fragments import Marks, drawn, fill
from community.polls.models import Poll, PollOption, Vote
from community.polls.outcome import outcome_of

_reporting: list[Callable[[Poll], dict[int, str]]] = []


def register_reporting(addresses: Callable[[Poll], dict[int, str]]) -> None:
    """`addresses(poll)` gives of options that members brought the address at which each is reported by itself."""
    if addresses not in _reporting:
        _reporting.append(addresses)


@dataclass(frozen=True)
class Rights:
    """What a reader may do with a poll that is open."""

    writes: bool
    closes: bool
    joins: bool  # has only to join the group to vote


@dataclass(frozen=True)
class Seen:
    """What a poll is to its reader."""

    chosen: tuple[int, ...]
    is_closed: bool
    shows_at_end: bool
    rights: Rights
    own: tuple[int, ...] = ()  # options that they brought themselves
    makers: dict[int, str] = field(default_factory=dict)  # of what others brought, told when it is over

    @property
    def has_results(self) -> bool:
        return self.is_closed or (bool(self.chosen) and not self.shows_at_end)

    @property
    def drawing(self) -> str:
        if not self.has_results:
            return "ballot"
        return "poll-end" if self.is_closed else "results"


def polls_in(reader, rows: Sequence, full: bool = False) -> dict[int, str]:
    """The polls of these rows as HTML, by number of post: one statement for all of them, and two for each way of
    drawing that nobody has drawn yet. Of what has no options yet others know something."""
    seen = seen_by(reader, {row.id: rights_in(row) for row in rows})
    versions = {row.id: row.versions for row in rows}
    drawn_for_all: dict[int, SafeString] = {}
    for drawing in sorted({one.drawing for one in seen.values()}):
        ids = [pk for pk, one in seen.items() if one.drawing == drawing]
        drawn_for_all |= zip(ids, fragments(drawing, ids, versions), strict=True)
    return {pk: fill(html, state_of(pk, seen[pk])) for pk, html in drawn_for_all.items()}


def poll_for(reader, poll: Poll, *, again: bool = False, error: str = "") -> SafeString:
    """One poll, as an answer to an act; `again` shows the ballot to who has voted, with what was wrong."""
    post = poll.post
    writes = post.writable_by(reader) and post.is_shown
    rights = Rights(writes, poll.closable_by(reader), post.joinable_by(reader))
    seen = seen_by(reader, {poll.pk: rights})[poll.pk]
    html = draw([poll.pk], "ballot" if again else seen.drawing)[poll.pk]
    wrong = render_to_string("community/polls/_error.html", {"error": error}) if error else ""
    return fill(html, state_of(poll.pk, seen) | {"error": wrong})


def rights_in(row) -> Rights:
    shown = not row.is_hidden
    return Rights(row.writes and shown, row.is_own or row.keeps_order, row.may_join and shown)


def seen_by(reader, rights: dict[int, Rights], as_of: datetime | None = None) -> dict[int, Seen]:
    mine = Vote.objects.filter(poll=OuterRef("pk"), member_id=reader.pk).values("option_id")
    polls = Poll.objects.opened().filter(pk__in=list(rights))
    found = polls.annotate(chosen=ArraySubquery(mine), brought=ArraySubquery(brought()))
    return {poll.pk: seen_as(poll, reader, rights[poll.pk], as_of) for poll in found}


def brought() -> QuerySet:
    """Options that members brought: number, whose, their name, when they left."""
    options = PollOption.objects.filter(poll=OuterRef("pk"), by__isnull=False)
    return options.values(row=JSONArray("pk", "by_id", "by__name", "by__left_at"))


def seen_as(poll, reader, rights: Rights, as_of: datetime | None) -> Seen:
    is_over = poll.is_closed(as_of)
    own = tuple(option for option, by, _name, _left in poll.brought if by == reader.pk)
    makers = {option: "" if left else name for option, _by, name, left in poll.brought} if is_over else {}
    return Seen(tuple(sorted(poll.chosen)), is_over, poll.shows_at_end, rights, own, makers)


def fragments(drawing: str, ids: list[int], versions: dict[int, str]) -> list[SafeString]:
    items = [(pk, versions[pk]) for pk in ids]
    zone = Brand.current().timezone
    return drawn(
        drawing, items, translation.get_language(), lambda missing: draw(missing, drawing), extra=zone
    )


# --- Drawn for nobody


def draw(ids: list[int], drawing: str) -> dict[int, str]:
    polls = Poll.objects.filter(pk__in=ids).select_related("post__group").prefetch_related("options__upload")
    return {poll.pk: drawn_one(poll, drawing) for poll in polls}


def drawn_one(poll: Poll, drawing: str) -> str:
    me, is_over = Marks(), drawing == "poll-end"
    addresses = report_addresses(poll)
    known = {"poll": poll, "me": me, "is_over": is_over}
    if drawing == "ballot":
        options = [
            (option, str(option), me[f"c{option.pk}"], me[f"m{option.pk}"],
             addresses.get(option.pk, ""), me[f"u{option.pk}"])
            for option in poll.offered
        ]  # fmt: skip
        return render_to_string("community/polls/_ballot.html", known | {"options": options})
    outcome = outcome_of(poll, is_over)
    lines = [
        line | {
            "yours": me[f"o{line['option'].pk}"], "maker": me[f"m{line['option'].pk}"],
            "address": addresses.get(line["option"].pk, ""), "unseen": me[f"u{line['option'].pk}"],
        }
        for line in outcome.lines
    ]  # fmt: skip
    return render_to_string("community/polls/_results.html", known | {"outcome": outcome, "lines": lines})


def report_addresses(poll: Poll) -> dict[int, str]:
    """None for what whoever asked offers: that is reported with the post."""
    if not any(option.by_id for option in poll.options.all()):
        return {}
    return {option: address for found in _reporting for option, address in found(poll).items()}


# --- The reader's own


def state_of(pk: int, seen: Seen) -> dict[str, str]:
    language, is_open = translation.get_language(), not seen.is_closed
    own = {f"c{option}": " checked" for option in seen.chosen}
    own |= {f"o{option}": yours(language) for option in seen.chosen}
    own |= {f"c{option}": " disabled" for option in seen.own}
    own |= {f"m{option}": made_by_reader(language) for option in seen.own}
    own |= {f"m{option}": made_by(language, name) for option, name in seen.makers.items()}
    own |= {f"u{option}": " hidden" for option in seen.own}  # nobody reports their own
    own["off"] = "" if seen.rights.writes else " disabled"
    own["outside"] = "" if seen.rights.joins else " hidden"
    own["send"] = of_poll(pk, sending(language, seen.rights.writes, bool(seen.chosen)))
    own["acts"] = of_poll(pk, acts(language, seen.rights.closes)) if is_open else ""
    own["again"] = of_poll(pk, again_link(language)) if is_open and seen.rights.writes else ""
    return own


def of_poll(pk: int, html: str) -> str:
    return html.replace("\x1e", str(pk))


@lru_cache(maxsize=16)
def yours(language: str) -> SafeString:
    return render_to_string("community/polls/_yours.html")


@lru_cache(maxsize=16)
def made_by_reader(language: str) -> SafeString:
    return render_to_string("community/polls/_maker.html")


def made_by(language: str, name: str) -> str:
    """The name of who brought it; names change, so the piece is drawn without one."""
    return made_by_nobody(language, bool(name)).replace("\x1e", conditional_escape(name))


@lru_cache(maxsize=16)
def made_by_nobody(language: str, has_name: bool) -> SafeString:
    return render_to_string("community/polls/_maker.html", {"name": "\x1e", "has_name": has_name})


@lru_cache(maxsize=64)
def sending(language: str, writes: bool, has_voted: bool) -> SafeString:
    known = {"id": "\x1e", "writes": writes, "has_voted": has_voted}
    return render_to_string("community/polls/_send.html", known)


@lru_cache(maxsize=64)
def acts(language: str, closes: bool) -> SafeString:
    return render_to_string("community/polls/_acts.html", {"id": "\x1e", "closes": closes})


@lru_cache(maxsize=16)
def again_link(language: str) -> SafeString:
    return render_to_string("community/polls/_again.html", {"id": "\x1e"})
