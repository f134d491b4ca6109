"""Tags of the shell: what is drawn once for everybody, icons, times, faces and the navigation."""

import datetime
import secrets
import zoneinfo
from functools import lru_cache
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from accounts.brand import places
from accounts.brand.models import Brand
from accounts.brand.themes import THEMES
from accounts.roles import Role

register = template.Library()

HOLE = f"\x1f{secrets.token_hex(6)}\x1f"  # stands where a hole is; nobody's text can forge it
HOLES = "_holes"
HUES = ("blue", "green", "violet", "rose", "teal", "amber", "gold", "neutral")


class OnceNode(template.Node):
    """Drawn once per process for each language, brand and variation, in a context that knows nobody.

    Only the holes ({% each %}), its own and those of what it includes, are drawn again for each reader, with the
    page's context. Kept on the node, so a reloaded template starts anew; two threads may both draw the first time,
    and then they put down the same text.
    """

    def __init__(self, name: str, variations: list, nodelist: template.NodeList) -> None:
        self.name, self.variations, self.nodelist = name, variations, nodelist
        self.kept: dict[tuple, tuple[list[str], list[HoleNode]]] = {}
        self.found: dict[type, list[template.Node]] = {}

    def render(self, context: template.Context) -> SafeString:
        varied = [plain(variation.resolve(context, ignore_failures=True)) for variation in self.variations]
        if HOLES in context:  # inside another one, which keeps it
            with context.push(varied=varied):
                return self.nodelist.render(context)
        key = (translation.get_language(), Brand.current().version, *varied)
        if (drawn := self.kept.get(key)) is None:
            drawn = self.draw(context, varied)
            if len(self.kept) >= 200:  # an old brand's, or somebody plays with the address
                self.kept.clear()
            self.kept[key] = drawn
        texts, holes = drawn
        filled = [
            piece for text, hole in zip(texts, holes, strict=False) for piece in (text, hole.fill(context))
        ]
        return SafeString("".join([*filled, texts[-1]]))

    def get_nodes_by_type(self, nodetype: type) -> list[template.Node]:
        """Searched once: a page that extends a whole frame in a {% once %} asks for its blocks at every drawing."""
        if nodetype not in self.found:
            self.found[nodetype] = super().get_nodes_by_type(nodetype)
        return self.found[nodetype]

    def draw(self, context: template.Context, varied: list) -> tuple[list[str], list["HoleNode"]]:
        holes: list[HoleNode] = []
        known = {"brand": Brand.current(), "varied": varied, HOLES: holes}
        nobody = template.Context(known, autoescape=context.autoescape)
        with nobody.bind_template(context.template):
            return self.nodelist.render(nobody).split(HOLE), holes


class HoleNode(template.Node):
    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> str:
        """Inside a {% once %} it leaves a mark and waits; elsewhere it is drawn where it stands."""
        if HOLES not in context:
            return self.fill(context)
        context[HOLES].append(self)
        return HOLE

    def fill(self, context: template.Context) -> str:
        return self.nodelist.render(context)


def plain(value: Any) -> str | int | None:
    """What may tell one drawing from another: words and numbers, never a person."""
    return value if isinstance(value, str | int | None) else str(value)


@register.tag
def once(parser: template.base.Parser, token: template.base.Token) -> OnceNode:
    """{% once "name" variation… %} … {% each %}the reader's own{% endeach %} … {% endonce %}"""
    _tag, name, *variations = token.split_contents()
    nodelist = parser.parse(("endonce",))
    parser.delete_first_token()
    return OnceNode(name.strip("\"'"), [parser.compile_filter(word) for word in variations], nodelist)


@register.tag
def each(parser: template.base.Parser, token: template.base.Token) -> HoleNode:
    """The reader's own part of a {% once %}; what it names comes from the page, not from loops around it."""
    nodelist = parser.parse(("endeach",))
    parser.delete_first_token()
    return HoleNode(nodelist)


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A symbol of static/icons/sprite.svg; without a label it is decoration and words stand beside it."""
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}#{}"/></svg>', label, sprite(), name
        )
    return decoration(name)


@register.simple_tag
def icon_of(family: str, name: str) -> SafeString:
    """The icon of a value of ours: {% icon_of "kind" post.kind %}; families kind, status, sla, priority."""
    return decoration(f"{family}-{name}")


@lru_cache(maxsize=256)
def decoration(name: str) -> SafeString:
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>', sprite(), name)


@lru_cache(maxsize=1)
def sprite() -> str:
    return static("icons/sprite.svg")


@register.simple_tag
def avatar(member: Any, size: int = 40) -> SafeString:
    """The face of a member: picture or initials; decoration, since the name always stands beside it."""
    if member is None:
        return format_html('<span class="avatar avatar-{} hue-neutral">{}</span>', size, decoration("user"))
    if url := getattr(member, "avatar_url", ""):
        return format_html(
            '<img class="avatar avatar-{}" src="{}" alt="" width="{}" height="{}" loading="lazy">',
            size,
            url,
            size,
            size,
        )
    hue = HUES[(member.pk or 0) % len(HUES)]
    return format_html(
        '<span class="avatar avatar-{} hue-{}" aria-hidden="true">{}</span>', size, hue, member.initials
    )


@register.simple_tag
def time_tag(value: datetime.datetime | None, zone: Any = None, relative: bool = True) -> SafeString:
    """An instant in the centre's zone, exact on hover: "Tue 1 Dec", which a module words "3 h ago" (about as long,
    so nothing jumps), or "Tue 1 Dec, 18:00" where the hour matters (relative=False)."""
    if value is None:
        return SafeString()
    local = timezone.localtime(value, zone_of(zone))
    if relative:
        return stamp(value, exact(local), short_day(local), " data-relative")
    pattern = gettext("D j M, H:i") if is_this_year(local) else gettext("j M Y, H:i")
    return stamp(value, exact(local), date_format(local, pattern))


@register.simple_tag
def day_tag(value: datetime.date | None, zone: Any = None) -> SafeString:
    """A day such as a promised date: "Tue 1 Dec"; an instant is taken in the centre's zone."""
    if value is None:
        return SafeString()
    if not isinstance(value, datetime.datetime):
        return stamp(value, date_format(value, gettext("l j F Y")), short_day(value))
    local = timezone.localtime(value, zone_of(zone))
    return stamp(value, exact(local), short_day(local))


def short_day(value: datetime.date) -> str:
    return in_words(value, gettext("D j M") if is_this_year(value) else gettext("j M Y"))


def in_words(value: datetime.date, pattern: str) -> str:
    """The day of a date or an instant."""
    return day_in_words(value.year, value.month, value.day, pattern, translation.get_language())


@lru_cache(maxsize=4096)
def day_in_words(year: int, month: int, day: int, pattern: str, _language: str) -> str:
    """Kept: a page names few days many times, and Django spells each letter of the pattern out."""
    return date_format(datetime.date(year, month, day), pattern) if pattern else ""


def stamp(value: datetime.date, title: str, text: str, extra: str = "") -> SafeString:
    form = '<time datetime="{}" title="{}"' + extra + ">{}</time>"
    return format_html(form, value.isoformat(), title, text)


def is_this_year(value: datetime.date) -> bool:
    return value.year == timezone.now().year


def exact(local: datetime.datetime) -> str:
    """With the day, the year and the zone, such as "Tuesday 1 December 2026, 18:00 (Europe/Madrid)"."""
    before, _clock, after = gettext("l j F Y, H:i").partition("H:i")
    return f"{in_words(local, before)}{local:%H:%M}{in_words(local, after)} ({local.tzinfo})"


def zone_of(zone: Any) -> datetime.tzinfo:
    """Of a zone, its name, or whatever has a zone (a centre); the brand's if none is given."""
    zone = getattr(zone, "zone", zone) or Brand.current().zone
    return zoneinfo.ZoneInfo(zone) if isinstance(zone, str) else zone


@register.simple_tag
def places_for(role: str) -> list[places.Place]:
    return places.open_to(role)


@register.simple_tag
def group_links(groups: list[Any]) -> SafeString:
    """The reader's groups for the rail, each drawn once for all who have it with as many new posts."""
    language = translation.get_language()
    links = [group_link(language, group.pk, group.slug, group.name, group.unread) for group in groups]
    return SafeString("".join(links))


@lru_cache(maxsize=10_000)
def group_link(_language: str, pk: int, slug: str, name: str, unread: int) -> str:
    context = {"slug": slug, "name": name, "unread": unread, "hue": HUES[pk % len(HUES)]}
    return render_to_string("shell/_group_link.html", context)


@register.simple_tag
def menu_places(role: str, waits: bool = False) -> list[places.Place]:
    """Who waits for approval is led nowhere that leads back to the waiting room."""
    menu = places.open_to(role, places.MENU)
    return [place for place in menu if place.while_waiting] if waits else menu


@register.simple_tag
def desk_places(role: str) -> list[places.Place]:
    return places.open_to(role, places.DESK)


@register.simple_tag(takes_context=True)
def here_at_desk(context: template.Context) -> str:
    """The address of the page where the desk's bar leads to it, else nothing: few enough to draw the bar for each."""
    path = context["request"].path
    return path if any(place.path == path for place in places.DESK) else ""


@register.simple_tag
def footer_places() -> list[places.Place]:
    return places.open_to(Role.MEMBER, places.FOOTER)


@register.simple_tag(takes_context=True)
def here(context: template.Context) -> str:
    """The name of the place that the page is in, for the navigation to mark."""
    request = context.get("request")
    return places.current(request.path) if request is not None else ""


@register.simple_tag
def theme_media(theme: str) -> str:
    """The media query under which the dark tokens apply."""
    return THEMES.get(theme, THEMES["auto"])
