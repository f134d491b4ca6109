"""Cases of the desk as they are drawn: once for all on whose desk they lie, with holes for what is the reader's own.

A case of a chat message is drawn for each reader anew and never kept: what was said in a room stays in its tables.
"""

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache, partial

from django.db.models import Count, Model, Prefetch, Q, QuerySet
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from accounts.brand.models import Brand
from accounts.fragments import Marks, drawn, fill
from accounts.made_once import made_once
from community.chat.models import Message, MessagePicture
from community.comments.pictures import CommentPicture
from community.groups.models import Group
from community.moderation.desk import PLACES, Row
from community.moderation.forms import DismissalForm
from community.moderation.models import ModerationAct
from community.moderation.proposals import Proposal
from community.moderation.statements import group_of
from community.posts.models import Post
from community.posts.pictures import PostPicture
from community.reports.models import Report

HIGH, MIDDLE = 40, 20
HUNG = {"post": PostPicture, "comment": CommentPicture, "message": MessagePicture}
AROUND = 2  # messages before and after the one that was reported


@dataclass(frozen=True, slots=True)
class Proposed:
    """That somebody wants it out of sight, as the case says it."""

    pk: int
    name: str  # of who proposed it
    version: int

    @property
    def address(self) -> str:
        return f"/moderation/proposals/{self.pk}/"


@dataclass(frozen=True)
class Case:
    """One thing and the open reports of it."""

    matter: Model
    reports: list[Report]
    near: list[Message]  # what stood around a message, and nothing else of its room
    proposal: Proposed | None

    @property
    def about(self) -> str:
        """ "post", "comment", "message", "entry" or "about"."""
        return Report.field_of(self.matter)

    @property
    def place(self) -> str:
        """Its part of the address below /moderation/."""
        return PLACES[self.about]

    @property
    def person(self):
        return self.reports[0].person

    @property
    def group(self) -> Group | None:
        return group_of(self.matter)

    @property
    def is_guarded(self) -> bool:
        """A complaint: two people have to agree before it goes out of sight."""
        handling = getattr(self.matter, "handling", "")
        return bool(handling) or (self.about == "post" and self.matter.kind == "complaint")

    @property
    def is_closable(self) -> bool:
        return isinstance(self.matter, Post) and self.matter.closed_to_comments_at is None

    @property
    def risk(self) -> str:
        """ "high", "middle" or "low", by what was reported and how often that was right."""
        weight = sum(report.weight for report in self.reports)
        return "high" if weight >= HIGH else "middle" if weight >= MIDDLE else "low"

    @property
    def dismissal_form(self) -> DismissalForm:
        return DismissalForm(auto_id=f"{self.place}-{self.matter.pk}-dismissed-%s")

    @property
    def worst(self) -> str:
        """The reason that weighs most: the statement begins with its words."""
        return max(self.reports, key=lambda report: report.weight).reason

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """Each reason in words, with how many gave it."""
        return Counter(report.get_reason_display() for report in self.reports).most_common()


def filled(member, rows: list[Row], token: str) -> list[SafeString]:
    """The cases of these rows as HTML, in their order."""
    proposals = proposals_of(member, rows)
    records = dict(restricted.rows(member, people=[row.person for row in rows if row.person]))
    draw = partial(drawn_for, proposals=proposals, sees_site=member.is_moderator)
    language, extra = get_language(), f"{Brand.current().timezone}:{member.is_moderator}"
    kept = [row for row in rows if row.about != "message"]
    items = [(row, version_of(row, proposals.get(row))) for row in kept]
    fragments = dict(zip(kept, drawn("case", items, language, draw, extra), strict=True))
    fragments |= draw([row for row in rows if row not in fragments])
    return [
        fill(
            fragments.get(row, ""),
            {"token": token, "record": record_word(language, records.get(row.person, 0))},
        )
        for row in rows
    ]


def drawn_for(rows: list[Row], proposals: dict[Row, Proposed], *, sees_site: bool) -> dict[Row, SafeString]:
    """For nobody in particular; only who keeps order in the whole house restricts somebody in all of it."""
    me = Marks()
    known = {"sees_site": sees_site, "me": me, "csrf_token": me["token"]}
    return {
        row: render_to_string("community/moderation/_case.html", known | {"case": case})
        for row, case in cases_of(rows, proposals).items()
    }


def version_of(row: Row, proposal: Proposed | None) -> str:
    """Moves with whatever is drawn: the thing, its author and group, the reports with who made them, the proposal.
    A hash, because a thing can have hundreds of reports."""
    drawn_of = (row.reports, row.versions, proposal and (proposal.pk, proposal.version))
    return hashlib.sha256(repr(drawn_of).encode()).hexdigest()[:24]


def cases_of(rows: list[Row], proposals: dict[Row, Proposed]) -> dict[Row, Case]:
    """The things with all that is drawn of them; a constant number of statements, however many they are."""
    if not rows:
        return {}
    by_report = {pk: row for row in rows for pk in row.reports}
    people = (
        "member", "post__author__avatar", "comment__author__avatar", "message__author__avatar",
        "entry__member__avatar", "entry__upload", "about__avatar",
    )  # fmt: skip
    places = (
        "post__group",
        "comment__post__group",
        "message__room__group",
        "entry__contest__poll__post__group",
    )
    piles: dict[Row, list[Report]] = defaultdict(list)
    reports = Report.objects.filter(pk__in=list(by_report)).select_related(*people, *places)
    hung = (
        Prefetch(f"{name}__pictures", model.objects.select_related("upload")) for name, model in HUNG.items()
    )
    for report in reports.prefetch_related(*hung).order_by("pk"):
        piles[by_report[report.pk]].append(report)
    around = near([pile[0].message for pile in piles.values() if pile[0].message_id])
    return {
        row: Case(pile[0].matter, pile, around.get(pile[0].message_id, []), proposals.get(row))
        for row, pile in piles.items()
    }


def near(messages: list[Message]) -> dict[int, list[Message]]:
    """What was said right before and after each of these, by their keys: one statement for all of them."""
    if not messages:
        return {}
    window = Q(pk__in=[])
    for one in messages:
        window |= Q(room=one.room_id, number__range=(one.number - AROUND, one.number + AROUND))
    said = list(
        Message.objects.filter(window, guest__isnull=True).select_related("author").order_by("room", "number")
    )
    return {
        one.pk: [
            other
            for other in said
            if other.room_id == one.room_id and abs(other.number - one.number) <= AROUND and other.is_shown
        ]
        for one in messages
    }


# --- The reader's own


@made_once
def restricted(reader, people) -> QuerySet:
    """How often each of these people was restricted before, of what the reader may know."""
    acts = ModerationAct.objects.on_desk_of(reader).restrictions().filter(undone_by__isnull=True)
    counted = acts.filter(member__one_of=people).order_by().values("member").annotate(times=Count("pk"))
    return counted.values_list("member", "times")


@made_once
def proposed(reader, posts, comments, messages) -> QuerySet:
    """The open proposals about these that the reader may see."""
    about = Q(post__one_of=posts) | Q(comment__one_of=comments) | Q(message__one_of=messages)
    waiting = Proposal.objects.visible_to(reader).open().filter(about)
    return waiting.values_list("post", "comment", "message", "pk", "by__name", "by__version")


def proposals_of(member, rows: list[Row]) -> dict[Row, Proposed]:
    keys = {name: [row.pk for row in rows if row.about == name] for name in ("post", "comment", "message")}
    found = proposed.rows(member, posts=keys["post"], comments=keys["comment"], messages=keys["message"])
    about = {
        (name, pk): Proposed(*known)
        for *items, number, by, version in found
        for name, pk in zip(keys, items, strict=True)
        if pk
        for known in [(number, by, version)]
    }
    return {row: about[row.about, row.pk] for row in rows if (row.about, row.pk) in about}


@lru_cache(maxsize=256)
def record_word(language: str, count: int) -> str:
    """The chip that says how often; nothing for a clean record."""
    return render_to_string("community/moderation/_record.html", {"count": count}) if count else ""
