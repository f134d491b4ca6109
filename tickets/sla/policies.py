"""Policies: how many open minutes each kind and priority of request gets."""

from django.apps import apps
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

YEAR_MINUTES = 366 * 24 * 60
USUAL_TARGETS = {"first_answer": 4 * 60, "next_answer": 4 * 60, "resolution": 3 * 8 * 60}
# Between two policies that name equally many conditions, the first of these that only one of them names
# decides.
CONDITIONS = ("team_id", "calendar_id", "kind", "priority")


class PolicyQuerySet(models.QuerySet["Policy"]):
    def applying_to(self, ticket, calendar) -> "Policy":
        """The one policy that governs a ticket counted by `calendar`."""
        return self.governing(
            kind=ticket.kind, priority=ticket.priority, team=ticket.team_id, calendar=calendar.pk
        )

    def governing(self, *, kind: str, priority: str, team: int | None, calendar: int | None) -> "Policy":
        """The most specific policy that fits; the one for everything is made when there is none."""
        fitting = self.filter(
            Q(kind__in=["", kind]),
            Q(priority__in=["", priority]),
            Q(team=None) | Q(team=team),
            Q(calendar=None) | Q(calendar=calendar),
        )
        return max(fitting, key=Policy.rank, default=None) or self.for_everything()

    def overlapping(self, policy: "Policy"):
        """The other policies that fit some of the requests that this one fits, the strongest first."""
        fits = Q()
        for condition in CONDITIONS:
            if value := getattr(policy, condition):
                fits &= Q(**{condition: value}) | Q(**{condition: None if condition.endswith("_id") else ""})
        others = self.filter(fits).exclude(pk=policy.pk).select_related("team", "calendar")
        return sorted(others, key=Policy.rank, reverse=True)

    def for_everything(self) -> "Policy":
        minutes = {f"{name}_minutes": target for name, target in USUAL_TARGETS.items()}
        return self.get_or_create(kind="", priority="", team=None, calendar=None, defaults=minutes)[0]


def _target(label):
    limits = [MinValueValidator(1), MaxValueValidator(YEAR_MINUTES)]
    return models.PositiveIntegerField(label, null=True, blank=True, validators=limits)


class Policy(models.Model):
    kind = models.CharField(_("kind"), max_length=9, blank=True)
    priority = models.CharField(_("priority"), max_length=6, blank=True)
    team = models.ForeignKey(
        "tickets.Team", models.CASCADE, null=True, blank=True, related_name="policies", verbose_name=_("team")
    )
    calendar = models.ForeignKey(
        "tickets.BusinessCalendar",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="policies",
        verbose_name=_("calendar"),
    )
    first_answer_minutes = _target(_("first answer"))
    next_answer_minutes = _target(_("next answers"))
    resolution_minutes = _target(_("resolution"))

    objects = PolicyQuerySet.as_manager()

    class Meta:
        verbose_name = _("policy")
        verbose_name_plural = _("policies")
        ordering = ["team", "calendar", "kind", "priority"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "priority", "team", "calendar"],
                nulls_distinct=False,
                name="one_policy_for_the_same_requests",
                violation_error_message=_(
                    "There is a policy for exactly these requests already. Change that one."
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.conditions_in_words}: {self.targets_in_words}"

    def rank(self) -> tuple:
        """More conditions win; between equals team, then calendar, then kind, then priority."""
        named = [bool(getattr(self, condition)) for condition in CONDITIONS]
        return (sum(named), *named)

    @property
    def is_for_everything(self) -> bool:
        return not any(getattr(self, condition) for condition in CONDITIONS)

    def minutes_for(self, clock_kind: str) -> int | None:
        return getattr(self, f"{clock_kind}_minutes")

    @property
    def conditions_in_words(self) -> str:
        """Which requests, such as "Complaint · Urgent · Ground staff"."""
        named = [word_for("kind", self.kind), word_for("priority", self.priority), self.team, self.calendar]
        return " · ".join(str(word) for word in named if word) or gettext("Any request")

    @property
    def targets_in_words(self) -> str:
        """What is promised, such as "first answer in 4 h, resolution in 24 h of opening time"."""
        targets = [
            (gettext("first answer in %(time)s"), self.first_answer_minutes),
            (gettext("next answers in %(time)s"), self.next_answer_minutes),
            (gettext("resolution in %(time)s"), self.resolution_minutes),
        ]
        said = ", ".join(words % {"time": duration(minutes)} for words, minutes in targets if minutes)
        return gettext("%(targets)s of opening time") % {"targets": said} if said else gettext("no targets")


def choices_of(field: str) -> list[tuple[str, str]]:
    """The choices of a field of the ticket, which lives on a higher floor."""
    return [
        (value, str(word))
        for value, word in apps.get_model("tickets.Ticket")._meta.get_field(field).flatchoices
    ]


def word_for(field: str, value: str) -> str:
    return str(dict(choices_of(field)).get(value, value))


def duration(minutes: int) -> str:
    """90 is "1 h 30 min"."""
    hours, rest = divmod(minutes, 60)
    parts = [
        pgettext("duration", "%d h") % hours if hours else "",
        pgettext("duration", "%d min") % rest if rest else "",
    ]
    return " ".join(part for part in parts if part) or pgettext("duration", "%d min") % 0
