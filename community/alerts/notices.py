"""Who hears of an alert: those who decide, and by mail whoever wrote it."""

from typing import Any

from django.contrib.auth import get_user_model

from accounts.mail import outbox
from accounts.roles import Role
from community.notifications import kinds
from community.notifications.models import Notification


def register() -> None:
    alerts: dict[str, Any] = {"model": "community.Alert", "related": ("group",), "thread": kinds.nothing}
    kinds.register("moderation.alerted", icon="siren", **alerts)


def received(alert) -> None:
    roles = [Role.MANAGER] if alert.group and alert.group.is_secret else [Role.MODERATOR, Role.MANAGER]
    judges = get_user_model().objects.joined().active().filter(role__in=roles)
    person = alert.item.author if alert.item else alert.about
    Notification.objects.tell(
        [one for one in judges if one != person], kind="moderation.alerted", subject=alert
    )
    _mail("alerts.received", alert)


def decided(alert) -> None:
    _mail("alerts.decided", alert)


def _mail(kind: str, alert) -> None:
    if alert.email:
        outbox.write(
            kind=kind,
            to=alert.email,
            context={"alert": alert},
            language=alert.language,
            once=f"{kind}:{alert.pk}",
        )
