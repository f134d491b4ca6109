"""What the rooms of this app hold about a person."""

import re
from functools import reduce
from operator import or_
from pathlib import PurePath

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.auth.hashers import make_password
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q, QuerySet
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.brand.models import Brand
from accounts.invitations.models import Invitation
from accounts.mail.dead_addresses import DeadAddress
from accounts.mail.incoming.models import IncomingMail
from accounts.mail.models import Mail
from accounts.media.models import Upload
from accounts.members import sessions
from accounts.members.models import Member
from accounts.members.signals import member_joined
from accounts.privacy import gone, registry
from accounts.privacy.data_requests import DataRequest
from accounts.privacy.exports import Export
from accounts.privacy.gone import Gone
from accounts.roles import Role

PROFILE = (
    "name", "email", "handle", "phone", "membership_number", "bio", "title", "role", "language", "timezone", "born_on",
    "created_at", "joined_at", "approved_at", "last_login",
)  # fmt: skip

# Of a name; beyond ASCII all signs are, whatever the database takes for a letter.
LETTER = r"[a-zA-Z0-9_\u0080-\uffff]"


def register() -> None:
    """From the bottom up: the profile goes last, because the others are found by its name and address."""
    registry.register(
        "profile",
        label=_("Your profile"),
        model="accounts.Member",
        by="pk",
        export=PROFILE,
        erase=hollow,
        covers=("account.EmailAddress", "account.EmailConfirmation", "mfa.Authenticator"),
    )
    registry.register(
        "sessions",
        label=_("Where you are signed in"),
        model="usersessions.UserSession",
        by="user",
        export=("created_at", "last_seen_at", "ip", "user_agent"),
        erase=end_sessions,
    )
    registry.register(
        "consents",
        label=_("What you agreed to when you joined"),
        model="accounts.Acceptance",
        by="member",
        export=("at", "notice"),
        erase=registry.delete,
    )
    registry.register(
        "invitations",
        label=_("Invitations to you"),
        model="accounts.Invitation",
        by=invitations,
        export=("email", "created_at", "expires_at", "role"),
        erase=uninvite,
    )
    gone.register(Gone.Kind.EMAIL, of=addresses)
    member_joined.connect(welcome_back, dispatch_uid="privacy.welcome_back")
    _register_files()
    _register_mail()
    _register_at_the_desk()


def _register_at_the_desk() -> None:
    registry.register(
        "data-requests",
        label=_("What you asked about your data in another way"),
        model="accounts.DataRequest",
        by=data_requests,
        export=("received_on", "kind", "words", "due_on", "answered_at", "answer"),
        erase=close_data_requests,
        fate=registry.NAMELESS,
    )
    registry.register(
        "staff-acts",
        label=_("What you changed on the desk"),
        model="admin.LogEntry",
        by="user",
        export=("action_time", "object_repr", "change_message"),
        erase=forget_in_the_log,
        fate=registry.NAMELESS,
    )


def _register_files() -> None:
    registry.register(
        "files",
        label=_("Files you sent"),
        model="accounts.Upload",
        by="owner",
        export=("name", "content_type", "size", "created_at"),
        erase=let_go_of_files,
        fate=_("is erased, unless it hangs on something that stays"),
    )
    registry.register(
        "exports",
        label=_("Exports of your data"),
        model="accounts.Export",
        by="member",
        export=("asked_at", "ready_at", "expires_at", "size"),
        erase=remove_exports,
    )


def _register_mail() -> None:
    registry.register(
        "mail-to-you",
        label=_("Mails to you"),
        model="accounts.Mail",
        by=mails,
        export=("created_at", "to", "subject", "text", "state", "sent_at"),
        erase=forget_mails,
        covers=("accounts.DeadAddress",),
    )
    registry.register(
        "mail-from-you",
        label=_("Mails from you"),
        model="accounts.IncomingMail",
        by=letters,
        export=("received_at", "sender", "subject", "text"),
        erase=registry.delete,
    )


# Whose they are


def invitations(member) -> QuerySet:
    to_them = Q(email__iexact=member.email) if member.email else Q()
    return Invitation.objects.filter(Q(member=member) | to_them)


def mails(member) -> QuerySet:
    to_them = Q(to__iexact=member.email) if member.email else Q()
    return Mail.objects.filter(Q(member=member) | to_them)


def letters(member) -> QuerySet:
    if not member.email:
        return IncomingMail.objects.none()
    return IncomingMail.objects.filter(sender__iexact=member.email)


def data_requests(member) -> QuerySet:
    if not member.email:
        return DataRequest.objects.none()
    return DataRequest.objects.filter(email__iexact=member.email)


def addresses(member) -> set[str]:
    shown = EmailAddress.objects.filter(user=member).values_list("email", flat=True)
    return {address.lower() for address in (*shown, member.email or "")}


def welcome_back(sender, member, **kwargs) -> None:
    Gone.objects.lift(member)


# How they go


def hollow(rows, member, departure) -> None:
    """The row stays as a shell that says nothing: requests, votes and lists need somebody to point at."""
    EmailAddress.objects.filter(user=member).delete()
    Authenticator.objects.filter(user=member).delete()
    with translation.override(Brand.current().language):
        nobody = gettext("Former member")
    rows.update(
        name=nobody,
        email=None,
        handle=None,
        phone="",
        membership_number=None,
        bio="",
        title="",
        role=Role.MEMBER,
        avatar=None,
        timezone="",
        born_on=None,
        password=make_password(None),
        last_login=None,
        suspension_reason="",
        groups_to_join=[],
        version=F("version") + 1,
    )


def close_data_requests(rows, member, departure) -> None:
    """That somebody asked and was answered in time stays, and nothing of who it was. There is nobody to answer any
    more."""
    rows.filter(answered_at__isnull=True).update(answered_at=departure.asked_at)
    with translation.override(Brand.current().language):
        rows.update(name=gettext("Former member"), email="", words="", extension="", answer="")


def end_sessions(rows, member, departure) -> None:
    sessions.forget(member)
    UserSession.objects.filter(user=member).delete()


def uninvite(rows, member, departure) -> None:
    """Invitations to them go; those that they gave out lose the words that went along."""
    rows.delete()
    Invitation.objects.filter(issued_by=member).update(note="")


def let_go_of_files(rows, member, departure) -> None:
    """What hangs nowhere goes; the rest belongs to what it hangs on, under a name that says nothing."""
    Member.objects.filter(pk=member.pk).update(avatar=None)
    for upload in rows.order_by("pk"):
        if not upload.remove():
            name = "file" + PurePath(upload.name).suffix
            Upload.objects.filter(pk=upload.pk).update(owner=None, name=name)


def remove_exports(rows, member, departure) -> None:
    for export in Export.objects.filter(member=member):
        export.remove()


def forget_mails(rows, member, departure) -> None:
    """Mails to them go; mails to others that name them lose their words. Whoever bears the same name keeps theirs: they
    are greeted by it."""
    rows.delete()
    for mark in filter(None, (member.email, member.handle and f"@{member.handle}", member.name)):
        named = naming(mark, "subject", "text", "html")
        namesakes = Member.objects.exclude(pk=member.pk).filter(naming(mark, "name"))
        others = Mail.objects.filter(named).exclude(member__in=namesakes)
        gone = others.exclude(state__in=(Mail.State.QUEUED, Mail.State.SENDING))
        gone.update(subject="", text="", html="")
        others.queued().update(state=Mail.State.DROPPED, subject="", text="", html="")
    if member.email:
        DeadAddress.objects.holding(member.email).delete()


def naming(mark: str, *columns: str) -> Q:
    """Rows in which this stands by itself: “Ana” is in no “mañana”, and nobody's mail goes for it."""
    alone = rf"(?<!{LETTER}){re.escape(mark)}(?!{LETTER})"
    return reduce(or_, (Q(**{f"{column}__iregex": alone}) for column in columns))


def forget_in_the_log(rows, member, departure) -> None:
    """What was done to them by staff is forgotten; what they did as staff stays, by nobody."""
    kind = ContentType.objects.get_for_model(Member)
    LogEntry.objects.filter(content_type=kind, object_id=str(member.pk)).update(
        object_repr="", change_message=""
    )
