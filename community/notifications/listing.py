"""The list of notifications: its tabs and pages, and what an open page catches up with."""

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community import keyset
from community.notifications import kinds, reading
from community.notifications.channels import sort_of
from community.notifications.choices import Choice
from community.notifications.models import CAUGHT_UP, Inbox, Notification

SIZE = 30
TABS = {
    "": pgettext_lazy("notifications", "All"),
    "unread": pgettext_lazy("notifications", "Unread"),
    "mentions": _("Mentions"),
    "requests": _("My requests"),
    "work": _("Work"),
}


def page(member, tab: str, before: str | None) -> dict:
    """What the list shows: thirty rows by day and thread, worded for the member."""
    tab = tab if tab in TABS else ""
    rows = Notification.objects.visible_to(member).before(keyset.number(before)).in_tab(tab).newest_first()
    found, has_more = keyset.cut(rows, SIZE)
    return {
        "days": reading.by_day_and_thread(reading.read(member, found)),
        "tab": tab,
        "tabs": tabs_of(member),
        "next": f"?show={tab}&before={found[-1].pk}" if has_more else "",
        "inbox": Inbox.objects.of(member),
    }


def tabs_of(member) -> list[tuple[str, str]]:
    """Those that can hold something for the member."""
    possible = [name for name in TABS if name in ("", "unread") or kinds.in_tab(name)]
    return [(name, TABS[name]) for name in possible if name != "work" or member.is_staff]


def turned_off(member, pk: str | None) -> Notification | None:
    """The notification beside which the member has just turned its sort off, for the way back."""
    number = keyset.number(pk)
    row = Notification.objects.visible_to(member).filter(pk=number).first() if number is not None else None
    if row is None or Choice.objects.of(member).get(sort_of(row.kind).name, True):
        return None
    return row


def since(member, after: str | None) -> dict:
    """What changed after that serial, oldest first: `{"after", "items"}`; past 200 `{"reload": true}`."""
    serial = keyset.number(after)
    if serial is None:
        return {"reload": True}
    rows, too_many = keyset.cut(Notification.objects.visible_to(member).after(serial), CAUGHT_UP)
    if too_many:
        return {"reload": True}
    items = [_shown(item) for item in reading.read(member, rows)]
    return {"after": rows[-1].serial if rows else serial, "items": items}


def _shown(item: reading.Item) -> dict:
    row = item.notification
    html = render_to_string("community/notifications/_item.html", {"item": item})
    return {
        "id": row.pk,
        "serial": row.serial,
        "kind": row.kind,
        "read": row.read_at is not None,
        "html": html,
    }
