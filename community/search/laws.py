"""Laws about the search: it finds what is there, and no word of what was hidden or taken back."""

from django.db.models import Q

from accounts import invariants
from community.comments.models import Comment
from community.posts.models import Post
from community.search.models import SearchEntry

GONE = Q(post__hidden_at__isnull=False, comment__isnull=True) | Q(
    post__deleted_at__isnull=False, comment__isnull=True
)
GONE |= Q(comment__hidden_at__isnull=False) | Q(comment__deleted_at__isnull=False)


@invariants.register("Q1", "the search holds no word of what is hidden or was taken back")
def words_of_what_is_gone() -> int:
    return SearchEntry.objects.filter(GONE).exclude(vector="").count()


@invariants.register("Q2", "every post and every comment has its entry in the search")
def things_without_an_entry() -> int:
    entries = SearchEntry.objects.all()
    posts = Post.objects.exclude(pk__in=entries.filter(comment__isnull=True).values("post_id"))
    comments = Comment.objects.exclude(pk__in=entries.filter(comment__isnull=False).values("comment_id"))
    return posts.count() + comments.count()
