"""What groups do when somebody joins the community or leaves it, and when their picture is ready."""

from django.contrib.auth import get_user_model
from django.dispatch import receiver
from django.utils.translation import gettext

from accounts.media.models import Upload
from accounts.media.signals import picture_ready
from accounts.members.signals import member_joined, member_left
from community.groups.models import Group
from community.groups.presets import RULES


@receiver(member_joined)
def make_room_for_everybody(sender, member, **kwargs) -> None:
    """The group that holds everybody is there from the first manager on, who may name it anew."""
    if member.is_manager and Group.objects.default() is None:
        Group.objects.found(
            by=member, name=gettext("The square"), emoji="👋", purpose=gettext("Where everybody meets."),
            rules=str(RULES), is_default=True,
        )  # fmt: skip
        for other in get_user_model().objects.joined().exclude(pk=member.pk):
            Group.objects.default().admit(other)


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
