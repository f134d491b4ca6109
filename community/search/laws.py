"""Laws about the search: it finds what is there, and no word of what was hidden or taken back."""

from django.db.models import Func, IntegerField, Q

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
    # Asked by its length: for Django a vector that equals something is one that matches it.
    counted = Func("vector", function="length", output_field=IntegerField())
    return SearchEntry.objects.filter(GONE).annotate(words=counted).filter(words__gt=0).count()


@invariants.register("Q2", "every post and every comment has its entry in the search")
def things_without_an_entry() -> int:
    entries = SearchEntry.objects.all()
    posts = Post.objects.exclude(pk__in=entries.filter(comment__isnull=True).values("post_id"))
    comments = Comment.objects.exclude(pk__in=entries.filter(comment__isnull=False).values("comment_id"))
    return posts.count() + comments.count()
