"""Flood guard: nobody writes faster than a person does. The rows themselves are the counter."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

WINDOW = timedelta(minutes=10)


def one_at_a_time(member) -> None:
    """Holds the member's other writing until this transaction ends: two taps at once are two in a row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s::int, %s::int)", [0x7E57, member.pk % 2**31])


def no_echo(written: models.QuerySet, member) -> None:
    """Raises ValidationError when the member wrote one of these, to the letter the same, within the window: who goes
    back to a form that was sent finds the words there again. Ask after `one_at_a_time`."""
    if written.filter(author_id=member.pk, deleted_at=None, created_at__gt=timezone.now() - WINDOW).exists():
        raise ValidationError(_("You have sent exactly this already: it is there."), "echo")


def keep(written: models.QuerySet, member, limit: int, *, of: str = "author", at: str = "created_at") -> None:
    """Raises ValidationError when the member wrote `limit` of these within the window. Ask after `one_at_a_time`.

    `of` and `at` are the columns that say whose they are, and since when.
    """
    latest = written.filter(**{of: member.pk}).order_by("-pk").values_list(at, flat=True)
    if (oldest := latest[limit - 1 : limit].first()) and oldest > timezone.now() - WINDOW:
        raise ValidationError(
            _(
                "You are writing faster than we can read. Your text is still here: send it again in a few minutes."
            ),
            "pace",
        )
