"""What posts do when something below them changes."""

from django.dispatch import receiver

from accounts.media.models import Upload
from accounts.media.signals import picture_ready
from community.posts.models import Post


@receiver(picture_ready, sender=Upload)
def show_picture(sender, upload, **kwargs) -> None:
    """A picture has its sizes, or was refused: cards that show it are drawn anew."""
    for post in Post.objects.filter(pictures__upload=upload).order_by("pk"):
        post.change()
