"""What the community may know of a ticket, written onto what was flagged: a feed asks no ticket table."""

from django.conf import settings
from django.db import models
from django.utils.translation import pgettext_lazy

from community.versioned import Versioned


class Handling(models.TextChoices):
    """The states of D-5 in the words of the one catalogue (docs/rules.md)."""

    RECEIVED = "received", pgettext_lazy("state of a request", "Received")
    IN_PROGRESS = "in_progress", pgettext_lazy("state of a request", "In progress")
    WAITING = "waiting", pgettext_lazy("state of a request", "Waiting for you")
    SOLVED = "solved", pgettext_lazy("state of a request", "Solved")
    NOT_ACCEPTED = "not_accepted", pgettext_lazy("state of a request", "Not accepted")
    WITHDRAWN = "withdrawn", pgettext_lazy("state of a request", "Withdrawn")
    LAPSED = "lapsed", pgettext_lazy("state of a request", "Lapsed")


OPEN = (Handling.RECEIVED, Handling.IN_PROGRESS, Handling.WAITING)


class Handled(Versioned):
    """Trait of post, comment and message: the public strip. Empty state: nobody flagged it."""

    # What the rooms above may write here, and the column of each.
    SHOWN = {"state": "handling", "by": "handling_by"} | {
        name: name
        for name in (
            "promised_at",
            "received_at",
            "answered_at",
            "closed_at",
            "confirmed_at",
            "reopened_at",
        )
    }

    handling = models.CharField(max_length=12, choices=Handling.choices, blank=True, editable=False)
    handling_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", editable=False
    )
    promised_at = models.DateTimeField(null=True, editable=False)
    received_at = models.DateTimeField(null=True, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)  # first human public answer
    closed_at = models.DateTimeField(null=True, editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    reopened_at = models.DateTimeField(null=True, editable=False)
    affected = models.PositiveIntegerField(default=0, editable=False)  # others who flagged it or have it too

    class Meta:
        abstract = True

    @property
    def is_being_handled(self) -> bool:
        return self.handling in OPEN

    def show_handling(self, **shown) -> None:
        """Writes what the community may know of the ticket; names as in SHOWN, those left out stay as they are.

        Nothing moves when nothing is new: an internal note must not be felt outside (row 3).
        """
        columns = {self.SHOWN[name]: value for name, value in shown.items()}
        if columns.get("answered_at", "") is None:
            del columns["answered_at"]  # an answer that was given in public is never taken back
        if self.rows().exclude(**columns).exists():
            self.change(**columns)
