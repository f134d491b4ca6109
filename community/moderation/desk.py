"""What lies on a moderator's desk: reported things with everything said about them, and the acts so far."""

from collections import Counter, defaultdict
from dataclasses import dataclass

from django.db.models import Count, Min, Model, Q, Sum
from django.http import Http404

from community import keyset
from community.chat.models import Message
from community.groups.models import Group
from community.moderation.forms import DismissalForm
from community.moderation.models import ModerationAct
from community.moderation.proposals import Proposal
from community.moderation.statements import group_of
from community.posts.models import Post
from community.reports.models import Report

SIZE = 20
HIGH, MIDDLE = 40, 20
AROUND = 2  # messages before and after the one that was reported
PLACES = {"post": "posts", "comment": "comments", "message": "messages", "about": "members"}


@dataclass(frozen=True)
class Known:
    """What is asked once for all cases of a page."""

    records: dict[int, int]  # how often each person was restricted
    proposals: dict[tuple[str, int], Proposal]


@dataclass(frozen=True)
class Case:
    """One thing and the open reports of it."""

    matter: Model
    reports: list[Report]
    near: list[Message]  # what stood around a message, and nothing else of its room
    known: "Known"

    @property
    def about(self) -> str:
        """ "post", "comment", "message" or "about"."""
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
        return self.about != "about" and (
            bool(self.matter.handling) or (self.about == "post" and self.matter.kind == "complaint")
        )

    @property
    def record(self) -> int:
        """How often the person was restricted before, of what its reader may know."""
        return self.known.records.get(self.person.pk, 0) if self.person else 0

    @property
    def proposal(self) -> Proposal | None:
        return self.known.proposals.get((self.about, self.matter.pk))

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


def is_open_to(member) -> bool:
    """Whether the member keeps order anywhere."""
    return member.is_moderator or Group.objects.moderated_by(member).exists()


def reported(member, field: str, pk: int) -> Model:
    """The post, comment, message or member of which a report lies on the member's desk; raises Http404 otherwise."""
    report = Report.objects.visible_to(member).filter(**{field: pk}).first()
    if report is None:
        raise Http404
    return report.matter


def judged(member, model: type[Model], pk: int) -> Model:
    """What the member may see, and of private chats what was reported to them; raises Http404 for anything else."""
    item = model.objects.visible_to(member).filter(pk=pk).first()
    if item is None and model is Message:
        item = reported(member, "message", pk)
    if item is None or item.deleted_at is not None:
        raise Http404
    return item


def cases(member, wanted: dict | None = None, after: str = "") -> tuple[list[Case], str]:
    """A page of cases, the worst first (or with `sort` "oldest" the one that waits longest), and where the next page
    starts. `wanted` narrows it by `group` (slug), `reason` and `about`."""
    wanted = wanted or {}
    waiting = narrowed(Report.objects.visible_to(member).open(), wanted)
    matters = waiting.values(*PLACES).annotate(first=Min("pk"), risk=Sum("weight"))
    oldest = wanted.get("sort") == "oldest"
    risk, first = mark(after)
    if first is not None:
        same = Q(first__gt=first)
        matters = matters.filter(same if oldest else Q(risk__lt=risk) | (Q(risk=risk) & same))
    rows, has_more = keyset.cut(matters.order_by(*(["first"] if oldest else ["-risk", "first"])), SIZE)
    return _cases(member, waiting, rows), f"{rows[-1]['risk']}.{rows[-1]['first']}" if has_more else ""


def narrowed(waiting, wanted: dict):
    if slug := wanted.get("group"):
        waiting = waiting.filter(
            Q(post__group__slug=slug)
            | Q(comment__post__group__slug=slug)
            | Q(message__room__group__slug=slug)
        )
    if (about := wanted.get("about")) in PLACES:
        waiting = waiting.filter(**{f"{about}__isnull": False})
    if reason := wanted.get("reason"):
        waiting = waiting.filter(reason=reason)
    return waiting


def mark(text: str) -> tuple[int, int | None]:
    """Where a page begins, as it stands in an address ("40.17"): risk and the first report of the last case."""
    risk, _, first = text.partition(".")
    return keyset.number(risk) or 0, keyset.number(first)


def _cases(member, waiting, rows: list[dict]) -> list[Case]:
    wanted = Q(pk__in=[])
    for place in PLACES:
        wanted |= Q(**{f"{place}__in": [row[place] for row in rows if row[place]]})
    people = (
        "member", "post__author__avatar", "comment__author__avatar", "message__author__avatar", "about__avatar",
    )  # fmt: skip
    places = ("post__group", "comment__post__group", "message__room__group")
    found = defaultdict(list)
    for report in waiting.filter(wanted).select_related(*people, *places).order_by("pk"):
        found[report.post_id, report.comment_id, report.message_id, report.about_id].append(report)
    piles = [pile for row in rows if (pile := found[tuple(row[place] for place in PLACES)])]
    around = near([pile[0].message for pile in piles if pile[0].message_id])
    known = _known(member, piles)
    return [Case(pile[0].matter, pile, around.get(pile[0].message_id, []), known) for pile in piles]


def _known(member, piles: list[list[Report]]) -> Known:
    people = {pile[0].person.pk for pile in piles if pile[0].person}
    acts = (
        ModerationAct.objects.on_desk_of(member)
        .restrictions()
        .filter(member__in=people, undone_by__isnull=True)
    )
    records = dict(acts.order_by().values_list("member").annotate(Count("pk")))
    proposed = Q(pk__in=[])
    for place in ("post", "comment", "message"):
        proposed |= Q(**{f"{place}__in": [getattr(pile[0], f"{place}_id") for pile in piles]})
    proposals = {}
    for one in Proposal.objects.visible_to(member).open().filter(proposed).select_related("by"):
        proposals["post" if one.post_id else "comment" if one.comment_id else "message",
                  one.post_id or one.comment_id or one.message_id] = one  # fmt: skip
    return Known(records, proposals)


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
