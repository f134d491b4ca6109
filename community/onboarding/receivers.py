"""The first steps await whoever joins."""

from django.dispatch import receiver

from accounts.members.signals import member_joined
from community.onboarding.models import FirstSteps


@receiver(member_joined)
def await_member(sender, member, **kwargs) -> None:
    FirstSteps.objects.await_member(member)
