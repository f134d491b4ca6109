"""What lies on a moderator's desk: reported things in their order, each with what tells how it is drawn."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.core.validators import slug_re
from django.db.models import Min, Model, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.http import Http404

from accounts.made_once import made_once
from community import keyset
from community.chat.models import Message
from community.groups.models import Group
from community.reports.models import Report

SIZE = 20
PLACES = {
    "post": "posts", "comment": "comments", "message": "messages", "entry": "pictures", "about": "members",
}  # fmt: skip
# What moves with the thing, whoever said it, and where: of a member and a message there is no group to name.
VERSIONS = (
    "post__version", "post__author__version", "post__group__version",
    "comment__version", "comment__author__version", "comment__post__group__version",
    "entry__contest__poll__post__version", "entry__member__version", "entry__contest__poll__post__group__version",
    "about__version",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One thing with open reports: which, whose, in which version, and the reports of it that are asked for."""

    about: str  # "post", "comment", "message", "entry" or "about"
    pk: int
    person: int | None
    first: int
    risk: int
    reports: tuple[int, ...]
    versions: tuple[int | None, ...]

    def __str__(self) -> str:
        return f"{self.about}-{self.pk}"

    @property
    def place(self) -> str:
        """Its part of the address below /moderation/."""
        return PLACES[self.about]


def is_open_to(member) -> bool:
    """Whether the member keeps order anywhere."""
    return member.is_moderator or Group.objects.moderated_by(member).exists()


def reported(member, field: str, pk: int) -> Model:
    """What was reported in this field, if a report of it lies on the member's desk; raises Http404 otherwise."""
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


def rows(member, wanted: dict | None = None, after: str = "") -> tuple[list[Row], str]:
    """A page of what waits, the worst first (or with `sort` "oldest" what waits longest), and where the next page
    starts. `wanted` narrows it by `group` (slug), `reason` and `about`."""
    wanted = wanted or {}
    if after or any(wanted.values()):
        found = list(further(member, wanted, after))
    else:
        found = first_page.rows(member)
    page = [row_of(values) for values in found[:SIZE]]
    return page, f"{page[-1].risk}.{page[-1].first}" if len(found) > SIZE else ""


@made_once
def first_page(reader) -> QuerySet:
    return further(reader, {}, "")


def further(member, wanted: dict, after: str) -> QuerySet:
    """The page as rows of values, one more than it holds when others follow."""
    waiting = narrowed(Report.objects.visible_to(member).open(), wanted)
    matters = waiting.values(*PLACES, *VERSIONS).annotate(
        person=Coalesce("post__author", "comment__author", "message__author", "entry__member", "about"),
        first=Min("pk"),
        risk=Sum("weight"),
        mine=ArrayAgg("pk", order_by="pk"),
        # Whoever reported stands there by name; nobody does for a word rule of the house.
        by=ArrayAgg(Coalesce("member__version", 0), order_by="pk"),
    )
    oldest = wanted.get("sort") == "oldest"
    risk, first = mark(after)
    if first is not None:
        same = Q(first__gt=first)
        matters = matters.filter(same if oldest else Q(risk__lt=risk) | (Q(risk=risk) & same))
    ordered = matters.order_by(*(["first"] if oldest else ["-risk", "first"]))
    return ordered.values_list(*PLACES, "person", "first", "risk", "mine", "by", *VERSIONS)[: SIZE + 1]


def row_of(values: tuple[Any, ...]) -> Row:
    about, pk = next((about, pk) for about, pk in zip(PLACES, values, strict=False) if pk)
    person, first, risk, reports, by, *versions = values[len(PLACES) :]
    return Row(about, pk, person, first, risk, tuple(reports), (*by, *versions))


def narrowed(waiting, wanted: dict):
    """What else an address asks for than is offered narrows nothing."""
    if slug_re.match(slug := wanted.get("group", "")):
        waiting = waiting.filter(
            Q(post__group__slug=slug)
            | Q(comment__post__group__slug=slug)
            | Q(message__room__group__slug=slug)
            | Q(entry__contest__poll__post__group__slug=slug)
        )
    if (about := wanted.get("about")) in PLACES:
        waiting = waiting.filter(**{f"{about}__isnull": False})
    if (reason := wanted.get("reason")) in Report.Reason.values:
        waiting = waiting.filter(reason=reason)
    return waiting


def mark(text: str) -> tuple[int, int | None]:
    """Where a page begins, as it stands in an address ("40.17"): risk and the first report of the last case."""
    risk, _, first = text.partition(".")
    return keyset.number(risk) or 0, keyset.number(first)
