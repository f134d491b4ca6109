"""The words of the clocks: their kinds, the stages at which they speak, and why a stage stays silent."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ClockKind(models.TextChoices):
    FIRST_ANSWER = "first_answer", _("First answer")
    NEXT_ANSWER = "next_answer", _("Next answer")
    RESOLUTION = "resolution", _("Resolution")
    LEGAL = "legal", _("Legal: 15 days")
    LEGAL_BUSINESS = "legal_business", _("Legal: 15 business days")


BRAND = (ClockKind.FIRST_ANSWER, ClockKind.NEXT_ANSWER, ClockKind.RESOLUTION)
LEGAL = (ClockKind.LEGAL, ClockKind.LEGAL_BUSINESS)
ANSWERS = (ClockKind.FIRST_ANSWER, ClockKind.NEXT_ANSWER)
OPENING = (ClockKind.FIRST_ANSWER, ClockKind.RESOLUTION)
# The 15 days of the consumer act know no pause; those of Ley 10/2025 begin anew with the complete file
# (L-07).
PAUSING = (*BRAND, ClockKind.LEGAL_BUSINESS)


class Stage(models.TextChoices):
    WARNING = "warning", _("Three quarters of the time is gone")
    BREACH = "breach", _("Late")
    ESCALATION = "escalation", _("Late for more than an opening hour")


# The column of a clock that holds each stage's moment, in their order.
MOMENTS = {Stage.WARNING: "warn_at", Stage.BREACH: "breach_at", Stage.ESCALATION: "escalate_at"}


class Silence(models.TextChoices):
    """Why nobody was told of a stage that was reached."""

    LATER_STAGE = "later_stage", _("A later stage had been reached by then")
    STOPPED = "stopped", _("The clock had stopped by then")
    HISTORY = "history", _("Loaded as history")
