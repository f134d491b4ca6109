"""How a photo contest comes into being: a poll that opens later, and until when pictures are handed in."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _

from community.polls.models import Poll
from community.transactions import all_or_nothing


class Announcing(models.QuerySet):
    """Verbs of the contests' queryset."""

    @all_or_nothing
    def announce(
        self, *, by, title: str, entries_until: datetime, closes_at: datetime, body: str = "",
        is_several: bool = False, as_of: datetime | None = None, **post,
    ):  # fmt: skip
        """Returns the contest; a repeated submission returns the first one's. Votes are secret, and nobody sees them
        before the end.

        Raises ValidationError for times that cannot be, and what asking raises.
        """
        require_sense(entries_until, closes_at, post.get("due_at") or as_of or timezone.now())
        poll = Poll.objects.ask(
            by=by, title=title, options=None, body=body, is_several=is_several, is_anonymous=True,
            shows_at_end=True, closes_at=closes_at, as_of=as_of, **post,
        )  # fmt: skip
        return self.get_or_create(poll=poll, defaults={"entries_until": entries_until})[0]


def require_sense(entries_until: datetime, closes_at: datetime, opens_at: datetime) -> None:
    """Raises ValidationError, beside the field, for times that contradict each other."""
    if entries_until <= opens_at:
        raise ValidationError({"entries_until": _("That moment has passed.")})
    if closes_at <= entries_until:
        raise ValidationError({"closes_at": _("Voting would close before it begins.")})
