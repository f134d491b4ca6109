"""What polls do when something below them changes."""

from django.dispatch import receiver

from accounts.media.models import Upload
from accounts.media.signals import picture_ready
from community.polls.models import Poll, PollOption
from community.posts.models import Post
from community.posts.signals import taken_back


@receiver(taken_back, sender=Post)
def go_with_the_post(sender, post, **kwargs) -> None:
    """Options, votes and pictures go with the words."""
    options = PollOption.objects.filter(poll=post.pk, upload__isnull=False).select_related("upload")
    uploads = [option.upload for option in options]
    Poll.objects.filter(pk=post.pk).delete()
    for upload in uploads:
        upload.remove()


@receiver(picture_ready, sender=Upload)
def show_picture(sender, upload, **kwargs) -> None:
    for option in PollOption.objects.filter(upload=upload).select_related("poll__post"):
        option.poll.post.change()
