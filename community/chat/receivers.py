"""What chat does when somebody comes into a group, or a picture is ready. Going takes the participation along."""

from django.dispatch import receiver

from accounts.media.models import Upload
from accounts.media.signals import picture_ready
from community.chat.models import Message, Room
from community.groups.models import Group
from community.groups.signals import member_came


@receiver(member_came, sender=Group)
def seat_them(sender, group, membership, **kwargs) -> None:
    """Its room is theirs at once."""
    Room.objects.of_group(group).seat(membership.member, membership)


@receiver(picture_ready, sender=Upload)
def show_picture(sender, upload, **kwargs) -> None:
    """Open rooms showed a grey place until now, and have the size that its camera wrote down."""
    for message in Message.objects.filter(pictures__upload=upload).select_related("room").order_by("pk"):
        message.lock()
        message.change()
