"""Laws about posts: what is counted beside them is what a recount finds, and what was taken back is gone."""

from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.db.models import Count, F, Q

from accounts import due, invariants
from community.flags.models import Flag
from community.groups.models import Group
from community.households import voted_twice
from community.notifications.models import Notification
from community.posts.models import Post
from community.posts.suggesting import SuggestionVote
from community.writing.revisions import Revision

due.register("scheduled post", Post.objects.due)


@invariants.register("I8", "a post's number of comments is the number of those in sight")
def posts_that_count_comments_wrongly() -> int:
    seen = Q(comments__hidden_at__isnull=True, comments__deleted_at__isnull=True)
    recount = Count("comments", filter=seen)
    return Post.objects.annotate(recount=recount).exclude(recount=F("comment_count")).count()


@invariants.register("I8", "a post's reactions are the reactions that members gave")
def posts_that_count_reactions_wrongly() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT count(*) FROM community_post p WHERE p.reaction_counts <> coalesce(
              (SELECT jsonb_object_agg(kind, given) FROM (
                SELECT kind, count(*) AS given FROM community_reaction r WHERE r.post_id = p.id GROUP BY kind) counted),
              '{}'::jsonb)"""
        )
        return cursor.fetchone()[0]


@invariants.register("I8", "a group's activity is the number of posts that were ever let into it")
def groups_that_count_posts_wrongly() -> int:
    let_in = Count("posts", filter=Q(posts__waits_since__isnull=True, posts__due_at__isnull=True))
    return Group.objects.annotate(recount=let_in).exclude(recount=F("activity")).count()


@invariants.register("I8", "a suggestion's votes are those that members gave")
def suggestions_that_count_wrongly() -> int:
    return Post.objects.annotate(recount=Count("votes")).exclude(recount=F("vote_count")).count()


@invariants.register("V4", "a suggestion that counts by households has no two voters of one household")
def households_that_voted_twice() -> int:
    return voted_twice(SuggestionVote.objects.filter(post__is_by_household=True), "post")


@invariants.register("Q1", "the answer to a question is a comment below it that is in sight")
def questions_with_a_foreign_answer() -> int:
    answered = Post.objects.filter(accepted__isnull=False)
    in_sight = Q(accepted__hidden_at__isnull=True, accepted__deleted_at__isnull=True)
    return answered.exclude(in_sight, accepted__post=F("pk"), kind=Post.Kind.QUESTION).count()


@invariants.register("G2", "a post that waits, or was refused, is out of sight, and nobody was told of it")
def posts_seen_before_they_were_let_out() -> int:
    held = Post.objects.filter(Q(waits_since__isnull=False) | Q(due_at__isnull=False))
    public = ("community.posted", "community.announcement", "community.mentioned_in_post")
    told = Notification.objects.filter(
        kind__in=public,
        subject_type=ContentType.objects.get_for_model(Post),
        subject_id__in=held.values("pk"),
    )
    return held.filter(hidden_at__isnull=True).count() + told.count()


@invariants.register(
    "I8", "those affected by a post are the others who say that it is a complaint, or theirs too"
)
def posts_that_count_the_affected_wrongly() -> int:
    others = Q(flags__only_follows=False) & (Q(author__isnull=True) | ~Q(flags__member=F("author")))
    return Post.objects.annotate(recount=Count("flags", filter=others)).exclude(recount=F("affected")).count()


@invariants.register(
    "C1", "nobody who left the words behind has left them readable: what was taken back is blank"
)
def taken_back_and_still_readable() -> int:
    gone = Q(deleted_at__isnull=False)
    posts = Post.objects.filter(gone).exclude(body="", body_html="", title="").count()
    posts += Post.objects.filter(gone, pictures__isnull=False).distinct().count()
    return posts + Revision.objects.filter(post__deleted_at__isnull=False).count()


@invariants.register("C2", "what staff wrote is nobody's complaint")
def flags_on_the_house() -> int:
    return Flag.objects.filter(only_follows=False, comment__official_at__isnull=False).count()
