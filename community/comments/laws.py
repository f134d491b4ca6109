"""Laws about comments."""

from django.db.models import Count, F, Q

from accounts import invariants
from community.comments.models import Comment
from community.writing.revisions import Revision


@invariants.register("I8", "those affected by a comment are the others who say that it is a complaint")
def comments_that_count_the_affected_wrongly() -> int:
    others = Q(flags__only_follows=False) & (Q(author__isnull=True) | ~Q(flags__member=F("author")))
    return (
        Comment.objects.annotate(recount=Count("flags", filter=others)).exclude(recount=F("affected")).count()
    )


@invariants.register("C1", "comments that were taken back are blank")
def taken_back_and_still_readable() -> int:
    gone = Comment.objects.filter(deleted_at__isnull=False).exclude(body="", body_html="").count()
    return gone + Revision.objects.filter(comment__deleted_at__isnull=False).count()


@invariants.register(
    "C3", "an answer stands below a comment of its own post, and answers to answers do not exist"
)
def answers_in_the_wrong_place() -> int:
    return (
        Comment.objects.filter(parent__isnull=False)
        .filter(~Q(parent__post=F("post")) | Q(parent__parent__isnull=False))
        .count()
    )
