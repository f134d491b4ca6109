"""Reports: "this breaks the rules". They go to moderators, never to the ticket queue."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Report(models.Model):
    class Reason(models.TextChoices):
        INSULT = "insult", _("Insults or harasses somebody")
        SPAM = "spam", _("Advertising or spam")
        PRIVATE = "private", _("Shows somebody's private data")
        FALSE = "false", _("Somebody pretends to be another")
        ILLEGAL = "illegal", _("Looks illegal")
        OTHER = "other", _("Something else")

    class Outcome(models.TextChoices):
        HIDDEN = "hidden", _("Hidden")
        DISMISSED = "dismissed", _("Dismissed")

    post = models.ForeignKey("community.Post", models.CASCADE, null=True, blank=True, related_name="reports")
    comment = models.ForeignKey("community.Comment", models.CASCADE, null=True, blank=True, related_name="reports")
    about = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="reports_about"
    )  # a member as such
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reports")
    reason = models.CharField(_("reason"), max_length=8, choices=Reason.choices)
    note = models.CharField(_("what happened"), max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    outcome = models.CharField(max_length=9, choices=Outcome.choices, blank=True)
    decision_note = models.CharField(max_length=280, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["post", "member"], name="report_a_post_once"),
            models.UniqueConstraint(fields=["comment", "member"], name="report_a_comment_once"),
            models.UniqueConstraint(fields=["about", "member"], name="report_a_member_once"),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, outcome="") | (Q(decided_at__isnull=False) & ~Q(outcome="")),
                name="report_decided_with_an_outcome",
            ),
        ]
        indexes = [models.Index(fields=["-id"], name="report_open", condition=Q(decided_at__isnull=True))]
