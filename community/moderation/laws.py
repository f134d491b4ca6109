"""Laws of moderation: nobody is restricted without a statement of reasons, and no complaint by one person alone."""

from datetime import timedelta

from django.db.models import Exists, F, OuterRef, Q

from accounts import due, invariants
from accounts.members.models import Member
from community.chat.models import Message
from community.comments.models import Comment
from community.contests.models import ContestEntry
from community.moderation.appeals import decided_by_the_same
from community.moderation.corrections import Correction
from community.moderation.criticism import complaints
from community.moderation.kinds import Kind
from community.moderation.models import ModerationAct
from community.posts.models import Post
from community.silences.models import Silence

OUT_OF_SIGHT = (Kind.HIDDEN, Kind.TAKEN)

due.register("blanking of what was taken away", ModerationAct.objects.due, within=timedelta(hours=3))


def hidden_by_others(model):
    """What somebody else than its author took out of sight, and what a moderator let wait is not among it."""
    found = model.objects.filter(Q(hidden_at__isnull=False) | Q(deleted_at__isnull=False))
    taken = Q(hidden_by__isnull=False) & ~Q(hidden_by=F("author"))
    taken |= Q(deleted_by__isnull=False) & ~Q(deleted_by=F("author"))
    found = found.filter(taken, author__isnull=False)
    return found.filter(waits_since__isnull=True) if model is Post else found


def act_on(field: str, **more):
    return Exists(ModerationAct.objects.filter(**{field: OuterRef("pk")}, kind__in=OUT_OF_SIGHT, **more))


@invariants.register("O1", "nobody is restricted without a statement of reasons")
def restricted_without_a_statement() -> int:
    count = sum(
        hidden_by_others(model).filter(~act_on(field)).count()
        for model, field in ((Post, "post"), (Comment, "comment"), (Message, "message"))
    )
    count += ContestEntry.objects.filter(hidden_at__isnull=False).filter(~act_on("entry")).count()
    acts = ModerationAct.objects.filter(member=OuterRef("pk"), kind=Kind.SUSPENDED)
    count += Member.objects.filter(suspended_at__isnull=False).filter(~Exists(acts)).count()
    silenced = ModerationAct.objects.filter(member=OuterRef("member"), kind=Kind.SILENCED)
    count += Silence.objects.filter(~Exists(silenced)).count()
    by_others = Post.objects.filter(closed_to_comments_by__isnull=False).exclude(
        closed_to_comments_by=F("author")
    )
    closed = ModerationAct.objects.filter(post=OuterRef("pk"), kind=Kind.CLOSED)
    return count + by_others.filter(~Exists(closed)).count()


@invariants.register("O2", "no complaint is out of sight unless two people agreed, on a listed ground")
def complaints_hidden_by_one_alone() -> int:
    count = 0
    for model, field in ((Post, "post"), (Comment, "comment"), (Message, "message")):
        hidden = hidden_by_others(model).filter(complaints(model))
        # What became a complaint after it was hidden was none then.
        was_one = act_on(field, is_criticism=True) | ~act_on(field)
        count += hidden.filter(was_one, ~act_on(field, seconded_at__isnull=False)).distinct().count()
    kept_out = Post.objects.filter(waits_since__isnull=False, judged_at__isnull=False, kind="complaint")
    count += kept_out.filter(~act_on("post", seconded_at__isnull=False)).count()
    alone = ModerationAct.objects.filter(seconded_by=F("by"), seconded_by__isnull=False)
    return count + alone.count()


@invariants.register("O4", "who changed what they were asked to change has been heard")
def corrections_nobody_heard_of() -> int:
    return Correction.objects.unheard().count()


@invariants.register("O3", "an objection is decided by another person than the decision")
def objections_decided_by_the_same() -> int:
    return decided_by_the_same().count()
