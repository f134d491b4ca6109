"""What chat does when somebody comes into a group: its room is theirs at once. Going takes the participation along."""

from django.dispatch import receiver

from community.chat.models import Room
from community.groups.models import Group
from community.groups.signals import member_came


@receiver(member_came, sender=Group)
def seat_them(sender, group, membership, **kwargs) -> None:
    Room.objects.of_group(group).seat(membership.member, membership)
