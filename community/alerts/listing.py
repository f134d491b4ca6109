"""The list of alerts on the moderators' desk."""

from community import keyset
from community.alerts.models import Alert
from community.moderation import register

SIZE = 20


def page(member, before: int | None = None) -> dict:
    """Newest first; what waits is marked."""
    found = Alert.objects.visible_to(member).order_by("-pk")
    if before is not None:
        found = found.filter(pk__lt=before)
    rows, has_more = keyset.cut(found.select_related("group"), SIZE)
    return {
        "alerts": rows,
        "tab": "alerts",
        "waiting_here": register.waiting(member),
        "next": f"?before={rows[-1].pk}" if has_more else "",
    }
