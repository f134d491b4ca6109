"""Who is told when a verification falls away."""

from datetime import datetime

from accounts.mail import outbox


def lapsed(member, as_of: datetime) -> None:
    once = f"accounts.customer_lapsed:{member.pk}:{as_of:%Y%m%d}"
    outbox.write(kind="accounts.customer_lapsed", to=member, once=once, as_of=as_of)
