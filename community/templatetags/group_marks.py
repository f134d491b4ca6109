"""The mark of a group: its sign or first letter on one of eight grounds."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.templatetags.shell import HUES

register = template.Library()


@register.simple_tag
def group_mark(group, size: str = "") -> SafeString:
    """Decoration: the name stands beside it. `size` is "small", "large" or nothing."""
    hue = HUES[(group.pk or 0) % len(HUES)]
    shape = f"group-mark-{size}" if size else ""
    sign = group.emoji or group.name[:1].upper()
    return format_html('<span class="group-mark {} hue-{}" aria-hidden="true">{}</span>', shape, hue, sign)
