"""Trust grows with reading and time: what a newcomer may put into one text, and to how many strangers they may write.

Nothing is written down for it: the day of joining and the posts that were opened are known anyway, and are asked for
only when somebody would go beyond what a newcomer may.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.rendering.markdown import count_links, handles


@dataclass(frozen=True)
class Level:
    name: str | Promise
    after: timedelta  # since joining
    reads: int  # posts opened
    links: int  # a text
    mentions: int
    pictures: int
    rooms: int  # private talks begun a day


LEVELS = (
    Level(_("Newcomer"), timedelta(0), 0, links=2, mentions=4, pictures=4, rooms=3),
    Level(_("Known here"), timedelta(days=3), 10, links=6, mentions=10, pictures=10, rooms=10),
    Level(_("Regular"), timedelta(days=30), 50, links=50, mentions=20, pictures=10, rooms=100),
)
LIMITS = {
    "links": _(
        "As a newcomer you can put %(limit)d links into one text. It becomes more with reading and time."
    ),
    "mentions": _(
        "As a newcomer you can call %(limit)d people in one text. It becomes more with reading and time."
    ),
    "pictures": _(
        "As a newcomer you can add %(limit)d pictures to one text. It becomes more with reading and time."
    ),
    "rooms": _(
        "As a newcomer you can begin %(limit)d private conversations a day. It becomes more with reading and time."
    ),
}
_readings: list[Callable[..., int]] = []


def register_reading(count: Callable[..., int]) -> None:
    """`count(member, most)` returns how many posts the member has opened, `most` at most."""
    if count not in _readings:
        _readings.append(count)


def level_of(member, as_of: datetime | None = None) -> Level:
    """The highest level whose time and reading the member has; who works or keeps order here has the last."""
    if member.is_staff or member.is_moderator:
        return LEVELS[-1]
    since = (as_of or timezone.now()) - (member.joined_at or timezone.now())
    reads = sum(count(member, LEVELS[-1].reads) for count in _readings) if since >= LEVELS[1].after else 0
    return [level for level in LEVELS if since >= level.after and reads >= level.reads][-1]


def require(member, name: str, wanted: int, as_of: datetime | None = None) -> None:
    """Raises ValidationError when that is more than the member's level allows."""
    if wanted <= getattr(LEVELS[0], name):
        return
    limit = getattr(level_of(member, as_of), name)
    if wanted > limit:
        raise ValidationError(LIMITS[name] % {"limit": limit}, "trust")


def require_text(member, body: str, pictures: int = 0) -> None:
    """The same for all that stands in a text."""
    require(member, "links", count_links(body))
    require(member, "mentions", len(handles(body)))
    require(member, "pictures", pictures)
