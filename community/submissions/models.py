"""What a form was sent with under its `submission`: the same again is the same thing, other words are not lost.

A key may come back with other words: a draft that two devices hold, a page somebody went back to, a text that went out
without a line, arrived unheard and was changed. The verbs answer with what the first one made; whoever sent the others
would be led there and never see them again.
"""

import json
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection, models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

KEPT = timedelta(days=90)  # as long as a draft
# What goes along with a form and is nobody's words: it differs when the same is sent twice.
OURS = "csrfmiddlewaretoken submission noted_at aware next seen window pocket-member pocket-about"
BESIDE = frozenset(OURS.split())
# A repeat gets what was noted at first; it is held until the transaction that noted it ends.
NOTE = """
INSERT INTO community_submission (member_id, key, fingerprint, sent_at) VALUES (%s, %s, %s, %s)
ON CONFLICT (member_id, key) DO UPDATE SET sent_at = community_submission.sent_at RETURNING fingerprint
"""


class SaidOtherwise(ValidationError):
    """Sent under a key that has made something out of other words."""

    def __init__(self):
        words = _(
            "This form was sent before, with something else in it. What you have written now is still here: send it "
            "once more, and it goes out by itself."
        )
        super().__init__(words, "otherwise")


class SentAlready(ValidationError):
    """The very same words, sent a moment ago from another form: they stand at `made_at`."""

    def __init__(self, made_at: str, words=""):
        super().__init__(words or _("You have sent exactly this already: it is there."), "echo")
        self.made_at = made_at


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def note(self, key: UUID, fingerprint: str, *, by=None, as_of: datetime | None = None) -> None:
        """Notes what was sent under the key, by a member or by whoever is signed out; raises SaidOtherwise when it
        was something else."""
        with connection.cursor() as cursor:
            cursor.execute(NOTE, [by and by.pk, key, fingerprint, as_of or timezone.now()])
            if cursor.fetchone()[0] != fingerprint:
                raise SaidOtherwise

    def of_the_same(self, key: UUID, fingerprint: str, *, by, since: datetime):
        """What the member sent since then with nothing else in it, under other keys."""
        return self.filter(member=by, fingerprint=fingerprint, sent_at__gt=since).exclude(key=key)

    def sweep(self, as_of: datetime) -> int:
        """Forgets what is older than ninety days; returns how many rows that was."""
        return self.filter(sent_at__lt=as_of - KEPT).delete()[0]


class Submission(models.Model):
    """A keyed hash of what was sent, never the words themselves."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, related_name="+")
    key = models.UUIDField()
    fingerprint = models.CharField(max_length=32)
    sent_at = models.DateTimeField(db_index=True)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["member", "key"], name="submission_noted_once", nulls_distinct=False
            )
        ]


def fingerprint_of(data, files) -> str:
    """The same for forms that were filled in with the same words, choices and files."""
    said = [[name, *tidied(values)] for name, values in data.lists() if name not in BESIDE and any(values)]
    said += [[name, *[[one.name, one.size] for one in many]] for name, many in files.lists()]
    words = json.dumps(sorted(said, key=lambda field: field[0]))
    return salted_hmac("community.submission", words, algorithm="sha256").hexdigest()[:32]


def tidied(values) -> list[str]:
    """Browsers end lines in two ways."""
    return [str(value).replace("\r\n", "\n").strip() for value in values]
