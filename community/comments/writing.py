"""Where drafts of posts and comments are kept, and how one knows that what they were has arrived."""

from django.utils.translation import gettext_lazy as _

from community.comments.models import Comment
from community.drafts import places
from community.posts import composing, sorts
from community.posts.models import Post


def register() -> None:
    """After the composers of all kinds are known."""
    places.register("new-post", label=_("Post"), address="/posts/new/")
    for kind in composing.kinds():
        places.register(f"new-{kind}", label=Post.Kind(kind).label, address=f"/posts/new/?kind={kind}")
    for sort in sorts.every():
        places.register(f"new-{sort.name}", label=sort.label, address=sort.address)
    places.register("edit", label=_("Change of a post"), address="/posts/{}/edit/")
    places.register("edit-comment", label=_("Change of a comment"), address="/comments/{}/edit/")
    places.register("say", label=_("Comment"), address="/posts/{}/", anchor="#say")
    for model in (Post, Comment):
        places.arrivals(arrivals_of(model))


def arrivals_of(model):
    """Asks whether the member sent one of these under that submission."""
    return lambda member, submission: model.objects.filter(author=member, submission=submission).exists()
