"""What talks tell."""

from django.urls import reverse

from community.notifications import kinds


def to_waiting(talk) -> str:
    return reverse("admin:tickets_talk_changelist")


kinds.register(
    "tickets.talk_asked", model="tickets.Talk", icon="headset", tab="work", folder="tickets/notifications",
    related=("customer",), address=to_waiting,
)  # fmt: skip
