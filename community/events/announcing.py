"""How an event comes into being: a post of its kind and its dates, in one transaction, once a submission."""

import calendar
from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.brand.models import Brand
from community.events.changing import require_sense
from community.posts.models import Post
from community.transactions import all_or_nothing
from community.writing.written import one_line

MOST_DATES = 52


class Announcing(models.QuerySet):
    """Verbs of the events' queryset."""

    @all_or_nothing
    def announce(
        self,
        *,
        by,
        title: str,
        starts_at: datetime,
        body: str = "",
        group=None,
        ends_at: datetime | None = None,
        place: str = "",
        price: str = "",
        seats: int | None = None,
        guests_most: int = 0,
        answers_until: datetime | None = None,
        is_list_private: bool = False,
        repeats: str = "",
        dates: int = 1,
        as_of: datetime | None = None,
        **post,
    ):
        """Returns the first date; a repeated submission returns the first one's. `repeats` is "weekly" or "monthly",
        `dates` how many there are in all: each is an event of its own, at the same hour of the wall's clock.

        Raises ValidationError for times that cannot be, and what publishing raises.
        """
        facts = {"starts_at": starts_at, "ends_at": ends_at, "answers_until": answers_until}
        require_sense(facts)
        if starts_at <= (post.get("due_at") or as_of or timezone.now()):
            raise ValidationError({"starts_at": _("That moment has passed.")})
        if not (line := one_line(title)):
            raise ValidationError({"title": _("Give it a name.")})
        said = Post.objects.publish(
            by=by, group=group, kind=Post.Kind.EVENT, title=line, body=body, as_of=as_of, **post
        )
        if made := self.filter(post=said).first():
            return made
        same = {
            "place": one_line(place), "price": one_line(price), "seats": seats, "guests_most": guests_most,
            "is_list_private": is_list_private,
        }  # fmt: skip
        rows = [
            self.model(post=said, **times, **same)
            for times in series(facts, repeats, dates, zone_of(said.group))
        ]
        for event in self.bulk_create(rows):
            event.plan_reminders(as_of or timezone.now())
        return rows[0]


def zone_of(group):
    """The zone in which the group lives: its centre's, else the brand's."""
    return (group.centre or Brand.current()).zone


def series(facts: dict, repeats: str, dates: int, zone) -> list[dict]:
    """The times of each date. Hours are the wall's: seven in the evening stays so when the clocks change."""
    count = min(max(dates, 1), MOST_DATES) if repeats else 1
    local = {
        name: timezone.localtime(value, zone).replace(tzinfo=None) if value else None
        for name, value in facts.items()
    }
    start = local["starts_at"]
    found = []
    for number in range(count):
        later = start + timedelta(weeks=number) if repeats == "weekly" else months_later(start, number)
        times = {name: later + (value - start) if value else None for name, value in local.items()}
        found.append({name: value and value.replace(tzinfo=zone) for name, value in times.items()})
    return found


def months_later(local: datetime, number: int) -> datetime:
    """The same day so many months later; the last one of the month where that day does not exist."""
    month = local.month - 1 + number
    year, month = local.year + month // 12, month % 12 + 1
    return local.replace(year=year, month=month, day=min(local.day, calendar.monthrange(year, month)[1]))
