"""Inviting from the first day's pages: the team by mail, everybody else by a link that can be shown as a code."""

from collections.abc import Iterable
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.invitations.models import Invitation
from accounts.members.models import Member
from accounts.roles import Role

ROLES = [
    (Role.AGENT, _("Answers requests")),
    (Role.MODERATOR, _("Keeps order in the groups")),
    (Role.MANAGER, _("Manages the house with me")),
]
USES, LIFETIME = 100, timedelta(days=30)


@transaction.atomic
def invite(wanted: Iterable[tuple[str, str]], *, by: Member) -> list[str]:
    """An invitation for each address that is nobody's here and has none; returns the addresses newly invited."""
    new = []
    for email, role in wanted:
        email = email.strip().lower()
        if email in new or is_known(email):
            continue
        Invitation.issue(by=by, email=email, role=role)
        new.append(email)
    return new


def told(new: list[str], wanted: Iterable[str]) -> str:
    """What became of inviting these addresses, for whoever did; nothing when there was none."""
    known = [email for email in dict.fromkeys(map(str.lower, wanted)) if email not in new]
    said = []
    if new:
        said.append(gettext("Invited: %(people)s.") % {"people": ", ".join(new)})
    if known:
        words = gettext("A member, or invited already: %(people)s.")
        said.append(words % {"people": ", ".join(known)})
    return " ".join(said)


def is_known(email: str) -> bool:
    joined = Member.objects.joined().filter(email=email)
    return joined.exists() or Invitation.objects.open().filter(email=email).exists()


def link_of(member: Member) -> Invitation | None:
    """The newest open link of this member for many people."""
    return Invitation.objects.open().filter(issued_by=member, email="", max_uses__gt=1).first()


@transaction.atomic
def open_link(*, by: Member) -> Invitation:
    """The link that is there, or a new one; tapped twice it is one."""
    Member.objects.select_for_update().get(pk=by.pk)
    return link_of(by) or Invitation.issue(by=by, max_uses=USES, lifetime=LIFETIME)


def address_of(invitation: Invitation) -> str:
    return settings.BASE_URL + reverse("invitations:invitation", args=[invitation.token])
