"""What groups do when somebody joins the community or leaves it."""

from django.dispatch import receiver

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
