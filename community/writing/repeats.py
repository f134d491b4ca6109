"""The same text again and again: counted by rows that the database itself adds up, so that ten at once are ten."""

import re
import unicodedata
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

SHORTEST = 30  # letters: what is shorter is said by everybody
MOST = 2  # the same text by one person on one day
KEPT = timedelta(days=30)


class RepeatQuerySet(models.QuerySet):
    def count_one(self, member, text: str, as_of: datetime | None = None) -> int:
        """How often the member has said this today, this time included; 0 for what is too short to tell."""
        if not (fingerprint := fingerprint_of(text)):
            return 0
        now = as_of or timezone.now()
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO community_repeat (member_id, fingerprint, day, times, first_at) VALUES (%s, %s, %s, 1, %s)"
                " ON CONFLICT (member_id, fingerprint, day) DO UPDATE SET times = community_repeat.times + 1"
                " RETURNING times",
                [member.pk, fingerprint, now.date(), now],
            )
            return cursor.fetchone()[0]

    def sweep(self, as_of: datetime) -> int:
        """Forgets what is older than a month; returns how many rows that was."""
        return self.filter(day__lt=(as_of - KEPT).date()).delete()[0]


class Repeat(models.Model):
    """A keyed hash of the words, never the words themselves."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=32)
    day = models.DateField()
    times = models.PositiveIntegerField(default=1)
    first_at = models.DateTimeField()

    objects = RepeatQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "fingerprint", "day"], name="repeat_counted_in_one_row")
        ]
        indexes = [
            models.Index(fields=["fingerprint"], name="repeat_by_words"),
            models.Index(fields=["day"], name="repeat_by_day"),
        ]


def require_new(member, text: str, as_of: datetime | None = None) -> None:
    """Raises ValidationError for the third time on one day."""
    if Repeat.objects.count_one(member, text, as_of) > MOST:
        raise ValidationError(
            _(
                "You have said exactly this today already. Say it once, where it belongs: others see it there."
            ),
            "repeat",
        )


def fingerprint_of(text: str) -> str:
    """The same for texts that differ in case, accents, signs and blanks only; empty for short ones."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    letters = re.sub(r"[^\w]+|_", "", "".join(sign for sign in plain if not unicodedata.combining(sign)))
    if len(letters) < SHORTEST:
        return ""
    return salted_hmac("community.repeat", letters, algorithm="sha256").hexdigest()[:32]
