"""When an event is, in words, in the zone where it takes place."""

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from accounts.templatetags.shell import is_this_year, time_tag, zone_of

register = template.Library()


@register.simple_tag
def span_of(event, zone=None) -> SafeString:
    """ "Tue 1 Dec, 18:00 to 20:00", or with both days when it ends on another."""
    begins = time_tag(event.starts_at, zone=zone, relative=False)
    if not event.ends_at or event.ends_at == event.starts_at:
        return begins
    start, end = (timezone.localtime(moment, zone_of(zone)) for moment in (event.starts_at, event.ends_at))
    pattern = (
        "H:i"
        if start.date() == end.date()
        else gettext("D j M, H:i")
        if is_this_year(end)
        else gettext("j M Y, H:i")
    )
    return format_html("{} – {}", begins, date_format(end, pattern))


@register.simple_tag
def localised(moment, zone=None):
    """The moment in the zone of the place, for the filters of dates."""
    return timezone.localtime(moment, zone_of(zone)).replace(tzinfo=None)


@register.simple_tag
def plain_span(event, zone=None) -> str:
    """The same without markup, for mails in plain text."""
    return strip_tags(span_of(event, zone))
