"""Mails around an invitation."""

from django.urls import reverse
from django.utils import timezone

from accounts.mail import outbox
from accounts.members import notices as standing
from accounts.members.models import Member


def invited(invitation, again: bool = False) -> None:
    """To the address it is bound to; again at most once an hour."""
    once = f"accounts.invitation:{invitation.pk}"
    if again:
        once += f":{timezone.now():%Y%m%d%H}"
    outbox.write(
        kind="accounts.invitation",
        to=invitation.email,
        language=invitation.member.language if invitation.member else None,
        context={"invitation": invitation, "path": path(invitation)},
        once=once,
        about=f"invitation:{invitation.pk}",
        secret=True,
    )


def confirm(invitation, email: str, path: str, language: str) -> None:
    """To whoever used a link: the mail shows that the address is theirs."""
    context = {"invitation": invitation, "path": path}
    outbox.write(kind="accounts.confirmation", to=email, context=context, language=language, secret=True)


def already_member(email: str, language: str) -> None:
    """The same page and the same number of mails for an address that is a member's already (row 31)."""
    outbox.write(kind="accounts.already_member", to=email, language=language)


def waiting(person) -> None:
    standing.waiting(person, Member.objects.deciders())


def path(invitation) -> str:
    return reverse("invitations:invitation", args=[invitation.token])
