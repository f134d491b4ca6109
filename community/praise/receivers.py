"""What praise does when its post reaches its readers, or is taken back."""

from django.dispatch import receiver

from community.posts.models import Post
from community.posts.signals import let_out, taken_back
from community.praise.models import Praise


@receiver(let_out, sender=Post)
def tell_whom_it_names(sender, post, as_of, **kwargs) -> None:
    if post.kind == Post.Kind.PRAISE:
        for praise in Praise.objects.filter(post=post):
            praise.tell(as_of)


@receiver(taken_back, sender=Post)
def go_with_the_post(sender, post, **kwargs) -> None:
    if post.kind == Post.Kind.PRAISE:
        Praise.objects.filter(post=post).delete()
