"""For how long the rooms of this app keep what nobody needs any more."""

from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.invitations.models import Invitation
from accounts.mail.models import Mail
from accounts.privacy import retention
from accounts.privacy.breaches import Breach
from accounts.privacy.data_requests import DataRequest
from accounts.privacy.gone import Gone

DONE = (Mail.State.SENT, Mail.State.FAILED, Mail.State.DROPPED)


def register() -> None:
    retention.register(
        "invitations", label=_("Invitations that nobody took"), days=90, past=unused_invitations
    )
    retention.register(
        "mails", label=_("The words of mails that went out"), days=365, past=old_mails, forget=blank
    )
    # As long as an authority may come back to what became of somebody's wish (LOPDGDD 72: three years).
    retention.register(
        "gone",
        label=_("Marks of who was erased, so that no list brings them back"),
        days=1095,
        past=old_marks,
        forget=lift,
    )
    # As long as somebody may complain that they were not answered (LOPDGDD 72: three years).
    retention.register(
        "data-requests", label=_("Requests about data that were answered"), days=1095, past=old_data_requests
    )
    retention.register("breaches", label=_("The register of breaches"), days=1825, past=old_breaches)
    retention.register("sign-ins", label=_("Where people were signed in"), days=365, past=old_sign_ins)
    retention.register("log", label=_("The log of the desk"), days=1825, past=old_log)


def unused_invitations(moment: datetime) -> QuerySet:
    return Invitation.objects.filter(expires_at__lt=moment, uses=0)


def old_mails(moment: datetime) -> QuerySet:
    """The rows stay: they say what was sent to whom and when, and keep it from being sent twice."""
    return Mail.objects.filter(state__in=DONE, created_at__lt=moment).exclude(subject="", text="", html="")


def blank(rows: QuerySet) -> int:
    return rows.update(subject="", text="", html="")


def old_marks(moment: datetime) -> QuerySet:
    return Gone.objects.filter(at__lt=moment)


def lift(rows: QuerySet) -> int:
    return rows.forget()


def old_data_requests(moment: datetime) -> QuerySet:
    return DataRequest.objects.filter(answered_at__lt=moment)


def old_breaches(moment: datetime) -> QuerySet:
    return Breach.objects.filter(known_at__lt=moment)


def old_sign_ins(moment: datetime) -> QuerySet:
    """With network and device; a session that goes on is no past yet."""
    living = Session.objects.filter(expire_date__gt=moment).values("session_key")
    return UserSession.objects.filter(last_seen_at__lt=moment).exclude(session_key__in=living)


def old_log(moment: datetime) -> QuerySet:
    return LogEntry.objects.filter(action_time__lt=moment)
