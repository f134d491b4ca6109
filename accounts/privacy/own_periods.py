"""For how long the rooms of this app keep what nobody needs any more."""

from datetime import datetime

from django.contrib.admin.models import LogEntry
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.invitations.models import Invitation
from accounts.mail.models import Mail
from accounts.privacy import retention

DONE = (Mail.State.SENT, Mail.State.FAILED, Mail.State.DROPPED)


def register() -> None:
    retention.register(
        "invitations", label=_("Invitations that nobody took"), days=90, past=unused_invitations
    )
    retention.register(
        "mails", label=_("The words of mails that went out"), days=365, past=old_mails, forget=blank
    )
    retention.register("log", label=_("The log of the desk"), days=1825, past=old_log)


def unused_invitations(moment: datetime) -> QuerySet:
    return Invitation.objects.filter(expires_at__lt=moment, uses=0)


def old_mails(moment: datetime) -> QuerySet:
    """The rows stay: they say what was sent to whom and when, and keep it from being sent twice."""
    return Mail.objects.filter(state__in=DONE, created_at__lt=moment).exclude(subject="", text="", html="")


def blank(rows: QuerySet) -> int:
    return rows.update(subject="", text="", html="")


def old_log(moment: datetime) -> QuerySet:
    return LogEntry.objects.filter(action_time__lt=moment)
