"""Names for the mentions in a stored text, looked up when it is read: a rename or an erasure is seen at once."""

import re
from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from accounts.fragments import MARK

PLACE = re.compile(r'<span data-member="([0-9]+)"></span>')
MARKED = re.compile(f"{MARK}@([0-9]+){MARK}")


def marked(html: str) -> SafeString:
    """The stored text with a mark for each mention: for fragments that are drawn once for everybody."""
    return mark_safe(PLACE.sub(rf"{MARK}@\1{MARK}", html))


def named_by_mark(pk: int) -> SafeString:
    """A mark for somebody's name, wherever it stands."""
    return mark_safe(f"{MARK}@{pk}{MARK}")


def names_for(fragments: Iterable[str]) -> dict[str, SafeString]:
    """What belongs into the fragments' marks for mentions; one query, none when nobody is mentioned."""
    return names({int(pk) for fragment in fragments for pk in MARKED.findall(fragment)})


def named(html: str) -> SafeString:
    """The stored text with its names, for a mail or a page that is drawn for one reader."""
    known = names({int(pk) for pk in PLACE.findall(html)})
    return mark_safe(PLACE.sub(lambda place: known[f"@{place[1]}"], html))


def names(ids: set[int]) -> dict[str, SafeString]:
    if not ids:
        return {}
    people = {member.pk: member for member in get_user_model().objects.filter(pk__in=ids)}
    return {f"@{pk}": link(people.get(pk)) for pk in ids}


def link(member) -> SafeString:
    if member is None or member.left_at or not member.handle:
        return format_html('<span class="mention">@{}</span>', gettext("Former member"))
    return format_html(
        '<a class="mention" href="{}">@{}</a>', reverse("members:page", args=[member.handle]), member.name
    )
