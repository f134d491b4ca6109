"""When somebody's picture is ready, whatever shows them is drawn anew; one that was refused is nobody's face."""

from django.dispatch import receiver

from accounts.media.signals import picture_ready
from accounts.members.models import Member


@receiver(picture_ready)
def show_the_face(sender, upload, **kwargs):
    for member in Member.objects.filter(avatar=upload):
        member.touch() if upload.is_ready else member.describe(avatar=None)
