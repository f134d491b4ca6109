"""Flood guard: nobody writes faster than a person does. The rows themselves are the counter."""

from datetime import datetime, timedelta
from functools import cache

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.made_once import MadeOnce
from community.submissions.models import SentAlready

WINDOW = timedelta(minutes=10)


def one_at_a_time(member) -> None:
    """Holds the member's other writing until this transaction ends: two taps at once are two in a row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s::int, %s::int)", [0x7E57, member.pk % 2**31])


def sent_before(model: type[models.Model], member, submission):
    """What the member made under that submission, or None."""
    return (
        next(iter(_sent(model).objects(author=member.pk, submission=submission)), None)
        if submission
        else None
    )


def no_echo(
    written: models.QuerySet, member, words="", *, of: str = "author", at: str = "created_at"
) -> None:
    """Raises SentAlready, in these words, when the member wrote one of these, to the letter the same, within the
    window: who goes back to a form that was sent finds its text there again. Ask after `one_at_a_time`."""
    recent = written.filter(**{of: member.pk, f"{at}__gt": timezone.now() - WINDOW})
    if (made := recent.order_by("-pk").first()) is not None:
        raise SentAlready(made.get_absolute_url(), words)


def keep(written: models.QuerySet, member, limit: int, *, of: str = "author", at: str = "created_at") -> None:
    """Raises ValidationError when the member wrote `limit` of these within the window. Ask after `one_at_a_time`.

    `of` and `at` are the columns that say whose they are, and since when.
    """
    latest = written.filter(**{of: member.pk}).order_by("-pk").values_list(at, flat=True)
    _require_pace(latest[limit - 1 : limit].first())


def keep_all(model: type[models.Model], member, limit: int) -> None:
    """The same for all that the member wrote of this sort, in a statement that is made once."""
    _require_pace(next(iter(_oldest(model, limit).keys(author=member.pk)), None))


def _require_pace(oldest: datetime | None) -> None:
    if oldest and oldest > timezone.now() - WINDOW:
        raise ValidationError(
            _(
                "You are writing faster than we can read. Your text is still here: send it again in a few minutes."
            ),
            "pace",
        )


@cache
def _sent(model: type[models.Model]) -> MadeOnce:
    return MadeOnce(
        lambda author, submission: model._default_manager.filter(author=author, submission=submission)
    )


@cache
def _oldest(model: type[models.Model], limit: int) -> MadeOnce:
    """When the member wrote the last one but so many."""
    return MadeOnce(
        lambda author: (
            model._default_manager.filter(author=author)
            .order_by("-pk")
            .values_list("created_at")[limit - 1 : limit]
        )
    )
