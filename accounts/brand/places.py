"""Places: the entries of the navigation. One whose address does not exist is not shown: no link is dead."""

from dataclasses import dataclass, field
from functools import cache

from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.roles import STAFF, Role

EVERYBODY = frozenset(Role)
MODERATORS = frozenset({Role.MODERATOR, Role.MANAGER})


@dataclass(frozen=True)
class Place:
    name: str
    path: str
    icon: str
    label: str | Promise
    on_phone: bool = False
    roles: frozenset[str] = field(default=EVERYBODY)
    while_waiting: bool = False  # open to who is not approved yet

    @property
    def is_button(self) -> bool:
        return self.name == "post"

    def holds(self, path: str) -> bool:
        """Is this address inside the place?"""
        return path == "/" if self.path == "/" else path.startswith(self.path)


# Top to bottom in the rail, start to end in the bottom bar; the addresses are promised (D-17).
PLACES = (
    Place("home", "/", "house", _("Home"), on_phone=True),
    Place("groups", "/groups/", "users", _("Groups"), on_phone=True),
    Place("post", "/posts/new/", "plus", pgettext_lazy("verb", "Post"), on_phone=True),
    Place("events", "/events/", "calendar-days", _("Events")),
    Place("tournaments", "/tournaments/", "trophy", _("Tournaments")),
    Place("chat", "/chat/", "messages-square", _("Chat"), on_phone=True),
    Place("requests", "/requests/", "inbox", pgettext_lazy("navigation", "My requests"), on_phone=True),
    Place("members", "/members/", "at-sign", _("Members")),
    Place("moderation", "/moderation/", "shield", _("Moderation"), roles=MODERATORS),
    Place("desk", "/admin/tickets/ticket/", "headset", _("Staff desk"), roles=frozenset(STAFF)),
)
MENU = (
    Place("drafts", "/drafts/", "file-text", _("Drafts")),
    Place("bookmarks", "/bookmarks/", "bookmark", _("Saved")),
    Place("praise", "/praise/", "kind-praise", _("Praise to quote"), roles=frozenset({Role.MANAGER})),
    Place("settings", "/settings/", "settings", _("Settings")),
    Place("invitations", "/invitations/", "user-plus", _("Invitations"), roles=MODERATORS),
    Place("first-day", "/first-day/", "sparkles", _("Set up your house"), roles=frozenset({Role.MANAGER})),
    Place("privacy-desk", "/privacy-desk/", "lock", _("Privacy desk"), roles=frozenset({Role.MANAGER})),
    Place("device", "/device/", "smartphone", _("On this device")),
    Place("sessions", "/accounts/sessions/", "monitor", _("Your devices"), while_waiting=True),
    Place("security", "/accounts/2fa/", "shield-check", _("Second step"), while_waiting=True),
    Place("talk", "/chat/desk/", "headset", _("Talk to a person")),
    Place("help", "/customer-service/", "life-buoy", _("Customer service"), while_waiting=True),
)
# What the bar of the staff's desk leads to.
DESK = (
    Place("queue", "/admin/tickets/ticket/", "inbox", _("Queue"), roles=frozenset(STAFF)),
    Place("talks", "/admin/tickets/talk/", "headset", _("Who waits"), roles=frozenset(STAFF)),
    Place("everything", "/admin/", "settings", _("Set up"), roles=frozenset({Role.MANAGER})),
    Place("community", "/", "house", _("Community")),
)
FOOTER = (
    Place("help", "/customer-service/", "life-buoy", _("Customer service")),
    Place("track", "/track/", "search", _("Follow a request")),
    Place("report", "/report/", "flag", _("Report illegal content")),
    Place("notice", "/legal/notice/", "info", _("Legal notice")),
    Place("rules", "/legal/rules/", "scale", _("Rules")),
    Place("terms", "/legal/terms/", "scale", _("Terms")),
    Place("privacy", "/legal/privacy/", "lock", _("Privacy")),
    Place("cookies", "/legal/cookies/", "info", _("Cookies")),
    Place("opinions", "/legal/opinions/", "message-square", _("How opinions are handled")),
    Place("accessibility", "/legal/accessibility/", "accessibility", _("Accessibility")),
)


@cache
def exists(path: str) -> bool:
    try:
        return bool(resolve(path))
    except Resolver404:
        return False


def open_to(role: str, among: tuple[Place, ...] = PLACES) -> list[Place]:
    """The places that a member of this role can go to, in their order."""
    return [place for place in among if role in place.roles and exists(place.path)]


def current(path: str) -> str:
    """The name of the place that holds an address, or nothing."""
    return next((place.name for place in PLACES if place.holds(path)), "")
