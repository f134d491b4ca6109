"""A date of the privacy desk comes near: who manages the house hears of it by mail."""

from accounts.mail import outbox
from accounts.members.models import Member
from accounts.roles import Role


def warn_managers(kind: str, *, once: str, **context) -> None:
    """Writes to each who manages the house now; with the same `once` no second time."""
    for manager in Member.objects.joined().active().filter(role=Role.MANAGER):
        outbox.write(kind=kind, to=manager, context=context, once=once)
