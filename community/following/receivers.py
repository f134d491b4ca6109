"""What becomes of following when people turn away from each other."""

from django.dispatch import receiver

from community.contacts.signals import turned_away
from community.following.models import Follow


@receiver(turned_away)
def part(sender, block, **kwargs) -> None:
    Follow.objects.part(block)
