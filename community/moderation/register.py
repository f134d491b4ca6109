"""The register of decisions, and what a manager asks of it: how many, how many taken back, how much criticism."""

from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet, Value
from django.utils import timezone

from accounts.brand.models import Brand
from accounts.made_once import made_once
from community import keyset
from community.groups.models import Group
from community.moderation import criticism
from community.moderation.appeals import Appeal
from community.moderation.corrections import Correction
from community.moderation.kinds import Kind
from community.moderation.models import ModerationAct
from community.moderation.proposals import Proposal
from community.posts.models import Post

SIZE = 20


def acts(member, kind: str = "", before: int | None = None) -> tuple[list[ModerationAct], int | None]:
    """A page of what was done, newest first, and where the next page starts."""
    done = ModerationAct.objects.on_desk_of(member).order_by("-pk")
    if kind in Kind.values:
        done = done.filter(kind=kind)
    if before is not None:
        done = done.filter(pk__lt=before)
    parts = (
        "by",
        "seconded_by",
        "member",
        "post",
        "comment__post",
        "message",
        "entry__contest__poll__post",
        "undone_by",
        "appeal",
    )
    rows, has_more = keyset.cut(done.select_related(*parts), SIZE)
    return rows, rows[-1].pk if has_more else None


def appeals(member, before: int | None = None) -> tuple[list[Appeal], int | None]:
    """A page of objections, those that are open first, and where the next page starts."""
    found = Appeal.objects.on_desk_of(member).order_by("-pk")
    if before is not None:
        found = found.filter(pk__lt=before)
    parts = (
        "act__by",
        "act__seconded_by",
        "act__post",
        "act__comment__post",
        "act__message",
        "act__entry__contest__poll__post",
        "act__member",
        "member",
    )
    rows, has_more = keyset.cut(found.select_related(*parts), SIZE)
    return rows, rows[-1].pk if has_more else None


def proposals(member) -> list[Proposal]:
    parts = ("by", "post__author", "comment__author", "comment__post", "message__author")
    return list(Proposal.objects.visible_to(member).open().select_related(*parts).order_by("pk")[:SIZE])


def corrections(member, before: int | None = None) -> tuple[list[Correction], int | None]:
    """A page of what authors were asked to change, the latest first, and where the next page starts."""
    found = Correction.objects.on_desk_of(member).open().order_by("-pk")
    if before is not None:
        found = found.filter(pk__lt=before)
    parts = ("by", "member", "group", "post", "comment__post")
    rows, has_more = keyset.cut(found.select_related(*parts), SIZE)
    return rows, rows[-1].pk if has_more else None


def year(member, as_of: datetime | None = None) -> dict[str, int]:
    """This year's decisions of the places that the member keeps in order: in one statement."""
    now = (as_of or timezone.now()).astimezone(Brand.current().zone)
    since = now.replace(month=1, day=1, hour=0, minute=0, second=0, microsecond=0)
    done = ModerationAct.objects.on_desk_of(member).filter(created_at__gte=since)
    hidden = Q(kind__in=("hidden", "taken"), is_criticism=True)
    return done.aggregate(
        decisions=Count("pk", filter=Q(kind__in=Kind.values) & ~Q(kind__in=(Kind.RESTORED, Kind.DISMISSED))),
        dismissed=Count("pk", filter=Q(kind=Kind.DISMISSED)),
        taken_back=Count("pk", filter=Q(kind=Kind.RESTORED)),
        criticism=Count("pk", filter=hidden & Q(undone_by__isnull=True)),
    )


def held_back(member) -> dict:
    """`count` of the complaints that wait for a moderator, in the groups that the member keeps in order, and `since`
    when: to leave one waiting is to keep it out of sight alone (L-19)."""
    groups = Group.objects.moderated_by(member).living().values("pk")
    complaints = Post.objects.waiting().filter(criticism.complaints(Post), group__in=groups)
    return complaints.aggregate(count=Count("pk", distinct=True), since=Min("waits_since"))


def waiting(member) -> dict[str, int]:
    """How many proposals, objections and corrections wait for this member."""
    return {"proposals": 0, "appeals": 0, "corrections": 0} | dict(decidable.rows(member))


@made_once
def decidable(reader) -> QuerySet:
    """All in one statement, each with its number where there is any."""
    first, *others = (
        waiting.order_by().annotate(what=Value(what)).values("what").annotate(number=Count("pk"))
        for what, waiting in (
            ("proposals", Proposal.objects.decidable_by(reader)),
            ("appeals", Appeal.objects.decidable_by(reader)),
            ("corrections", Correction.objects.decidable_by(reader)),
        )
    )
    return first.union(*others, all=True).values_list("what", "number")
