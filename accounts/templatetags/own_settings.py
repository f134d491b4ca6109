"""The tabs of one's own settings: those whose address exists."""

from django import template
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.brand import places
from accounts.customers.models import Record

register = template.Library()

TABS = (
    places.Place("profile", "/settings/", "user", _("Profile")),
    places.Place("about", "/settings/about/", "eye", _("About me")),
    places.Place("preferences", "/settings/preferences/", "languages", _("Language and look")),
    places.Place("notifications", "/settings/notifications/", "bell", _("Notifications")),
    places.Place("contact", "/settings/contact/", "message-circle", _("Contact")),
    places.Place("chat", "/settings/chat/", "messages-square", _("Chat")),
    places.Place("calendar", "/settings/calendar/", "calendar-days", _("Calendar")),
    places.Place("security", "/settings/security/", "key-round", _("Signing in")),
    places.Place("customer", "/settings/customer/", "badge-check", _("Customer")),
    places.Place("my-data", "/settings/my-data/", "download", _("My data")),
)

# The first mark that is found says it: most browsers name those they resemble as well.
BROWSERS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


@register.simple_tag
def settings_places() -> list[places.Place]:
    """Who is a customer is asked only where there is a list of customers."""
    has_list = Record.objects.exists()
    return [tab for tab in TABS if places.exists(tab.path) and (has_list or tab.name != "customer")]


@register.filter
def browser(user_agent: str) -> str:
    """A browser as people call it, such as "Firefox, Android"; never the raw text, which anybody can send."""
    known = [name for mark, name in BROWSERS if mark in user_agent][:1] + [
        name for mark, name in SYSTEMS if mark in user_agent
    ][:1]
    return ", ".join(known) or gettext("Another browser")
