"""What lies on a moderator's desk: reported things with everything said about them, and the acts so far."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db.models import Min, Model, Q
from django.http import Http404

from community import keyset
from community.chat.models import Message
from community.groups.models import Group
from community.moderation.forms import DismissalForm, HidingForm
from community.moderation.models import ModerationAct, group_of
from community.reports.models import Report

SIZE = 20
AROUND = 2  # messages before and after the one that was reported
PLACES = {"post": "posts", "comment": "comments", "message": "messages", "about": "members"}


@dataclass(frozen=True)
class Case:
    """One thing and the open reports of it."""

    matter: Model
    reports: list[Report]
    near: list[Message] = field(
        default_factory=list
    )  # what stood around a message, and nothing else of its room

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
    def hiding_form(self) -> HidingForm:
        return HidingForm(auto_id=f"{self.place}-{self.matter.pk}-%s")

    @property
    def dismissal_form(self) -> DismissalForm:
        return DismissalForm(auto_id=f"{self.place}-{self.matter.pk}-dismissed-%s")

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


def cases(member, after: int | None = None) -> tuple[list[Case], str]:
    """A page of cases, the one that waits longest first, and where the next page starts."""
    waiting = Report.objects.visible_to(member).open()
    matters = waiting.values(*PLACES).annotate(first=Min("pk")).order_by("first")
    if after is not None:
        matters = matters.filter(first__gt=after)
    rows, has_more = keyset.cut(matters, SIZE)
    return _cases(waiting, rows), f"?after={rows[-1]['first']}" if has_more else ""


def acts(member, before: int | None = None) -> tuple[list[ModerationAct], str]:
    """A page of what was done, newest first, and where the next page starts."""
    done = ModerationAct.objects.on_desk_of(member).order_by("-pk")
    if before is not None:
        done = done.filter(pk__lt=before)
    rows, has_more = keyset.cut(done.select_related("by", "member", "post", "comment__post", "message"), SIZE)
    return rows, f"?show=acts&before={rows[-1].pk}" if has_more else ""


def _cases(waiting, rows: list[dict]) -> list[Case]:
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
    return [Case(pile[0].matter, pile, around.get(pile[0].message_id, [])) for pile in piles]


def near(messages: list[Message]) -> dict[int, list[Message]]:
    """What was said right before and after each of these, by their keys: one statement for all of them."""
    if not messages:
        return {}
    window = Q(pk__in=[])
    for one in messages:
        window |= Q(room=one.room_id, number__range=(one.number - AROUND, one.number + AROUND))
    said = list(Message.objects.filter(window).select_related("author").order_by("room", "number"))
    return {
        one.pk: [
            other
            for other in said
            if other.room_id == one.room_id and abs(other.number - one.number) <= AROUND and other.is_shown
        ]
        for one in messages
    }
