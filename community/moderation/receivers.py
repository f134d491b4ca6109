"""What moderation hears of what people write."""

from django.dispatch import receiver

from community.comments.models import Comment
from community.moderation.corrections import Correction
from community.posts.models import Post
from community.posts.signals import let_out
from community.writing.signals import rewritten


@receiver(rewritten, sender=Post)
@receiver(rewritten, sender=Comment)
def hear_of_the_change(sender, written, as_of, **kwargs) -> None:
    Correction.objects.hear(written, as_of)


@receiver(let_out, sender=Post)
def nothing_is_asked_of_what_was_let_out(sender, post, as_of, **kwargs) -> None:
    if post.judged_at is not None:
        Correction.objects.of(post).filter(ended_at__isnull=True).update(
            ended_at=as_of, ended_by=post.judged_by
        )
