"""Which steps of setting the house up were taken or put off, by whom and when."""

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.mail.models import Mail
from accounts.members.models import Member


class Key(models.TextChoices):
    """The steps, in their order."""

    IDENTITY = "identity", _("Who you are")
    LOOK = "look", _("Colour and logo")
    LEGAL = "legal", _("Legal details")
    CENTRES = "centres", _("Centres and hours")
    SECTOR = "sector", _("Groups")
    TEAM = "team", _("Your team")
    TEXTS = "texts", _("Welcome and rules")
    MAIL = "mail", _("Test mail")
    INVITE = "invite", _("Invite")


# Without them nobody knows who answers for the house, and nothing that it promises by mail arrives: open until done.
NEEDED = frozenset({Key.LEGAL, Key.MAIL})


class SetupStepQuerySet(models.QuerySet["SetupStep"]):
    def told(self):
        """With what became of the mail that a step sent, as `mail_state`; None when there is none, or none any more."""
        number = Cast(KT("answers__mail"), models.BigIntegerField())
        state = Mail.objects.filter(pk=models.OuterRef("mail_number")).values("state")
        return self.annotate(mail_number=number).annotate(mail_state=models.Subquery(state))

    def take(self, key: str, *, by, answers: dict[str, Any], as_of=None) -> None:
        """The step was answered; answered again, the newer answer counts."""
        known = {
            "done_at": as_of or timezone.now(),
            "put_off_at": None,
            "by": by,
            "answers": answers,
        }
        self.update_or_create(key=key, defaults=known)

    @transaction.atomic
    def answer(self, key: str, form, *, by) -> None:
        """One answer at a time of each manager: of two taps the second finds what the first one made."""
        Member.objects.select_for_update().get(pk=by.pk)
        self.take(key, by=by, answers=form.send())

    def put_off(self, key: str, *, by, as_of=None) -> None:
        """Not now: what the house comes with holds. An answered step stays answered, one that is needed stays open."""
        if key not in NEEDED:
            self.get_or_create(key=key, defaults={"put_off_at": as_of or timezone.now(), "by": by})

    def settle(self) -> None:
        """Of a house that was set up in another way: nothing is asked any more."""
        now = timezone.now()
        self.bulk_create([self.model(key=key, done_at=now) for key in Key], ignore_conflicts=True)


class SetupStep(models.Model):
    key = models.CharField(max_length=10, primary_key=True, choices=Key.choices)
    done_at = models.DateTimeField(null=True)
    put_off_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # What decides which clocks run is kept as it was answered (L-04), and the number of the mail that was sent;
    # nothing about anybody.
    answers = models.JSONField(default=dict)

    objects = SetupStepQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(done_at__isnull=False) ^ models.Q(put_off_at__isnull=False),
                name="setup_step_is_done_or_put_off",
            )
        ]

    def __str__(self) -> str:
        return str(self.get_key_display())
