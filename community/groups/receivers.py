"""What groups do when somebody joins the community or leaves it, and when their picture is ready."""

from django.dispatch import receiver

from accounts.media.models import Upload
from accounts.media.signals import picture_ready
from accounts.members.signals import member_joined, member_left
from community.groups.models import Group


@receiver(member_joined)
def let_them_in(sender, member, groups=(), **kwargs) -> None:
    """Into the default group, which holds everybody, and into those that the invitation named."""
    invited = Group.objects.living().filter(slug__in=list(groups or ()))
    for group in (Group.objects.filter(is_default=True) | invited).order_by("pk"):
        group.admit(member)


@receiver(member_left)
def let_them_go(sender, member, **kwargs) -> None:
    for group in Group.objects.joined_by(member).order_by("pk"):
        group.forget(member)


@receiver(picture_ready, sender=Upload)
def show_the_cover(sender, upload, **kwargs) -> None:
    """One that cannot be read is nobody's cover."""
    if not upload.is_ready:
        Group.objects.filter(cover=upload).update(cover=None, cover_alt="")
