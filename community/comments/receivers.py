"""What comments do when something below them changes."""

from django.dispatch import receiver

from accounts.media.models import Upload
from accounts.media.signals import picture_ready
from community.comments.models import Comment


@receiver(picture_ready, sender=Upload)
def show_picture(sender, upload, **kwargs) -> None:
    """A picture has its sizes, or was refused: the comment is drawn anew, and open pages fetch it."""
    for comment in Comment.objects.filter(pictures__upload=upload).select_related("post").order_by("pk"):
        comment.lock()
        comment.change()
