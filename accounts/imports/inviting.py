"""Invitations of an import: from the chosen moment on, so many an hour, each person once."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from accounts.brand.models import Brand
from accounts.imports.models import Import
from accounts.imports.rows import Row
from accounts.invitations.models import Invitation
from accounts.members.ages import years_at
from accounts.members.models import Member

MOST = 200  # at once: after a standstill the rest follows, never as a flood
LIFETIME = timedelta(days=30)


def invite_due(as_of: datetime | None = None) -> int:
    """Invites whoever's turn has come and returns how many; safe twice, and two at once."""
    now = as_of or timezone.now()
    due = Import.objects.filter(state=Import.State.DONE, invite_at__lte=now).order_by("invite_at")
    return sum(_invite_some(number, now) for number in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _invite_some(number: int, now: datetime) -> int:
    """Under the row's lock, so that two workers share one allowance."""
    one = Import.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=number).first()
    if one is None or one.invite_at is None or one.state != Import.State.DONE:
        return 0
    rows = one.rows.to_invite().select_related("member").order_by("number")[: allowance(one, now)]
    return sum(_invite(one, row, now) for row in rows)


def allowance(one: Import, now: datetime) -> int:
    """How many may go now: what the hours since the beginning allow, less what went; the first goes at once."""
    minutes = int((now - one.invite_at).total_seconds() // 60)
    sent = one.rows.filter(invited_at__gte=one.invite_at, invitation__isnull=False).count()
    return max(0, min(MOST, (minutes + 1) * one.an_hour // 60 + 1 - sent))


def _invite(one: Import, row: Row, now: datetime) -> bool:
    """Whoever is too young to join alone, or has an invitation that still holds, is seen to and gets no mail."""
    row.invited_at = now
    forget_older_addresses(row.member, now)
    if is_invitable(row.member, now):
        row.invitation = Invitation.issue(
            by=one.run_by, member=row.member, groups=one.groups, note=one.note, lifetime=LIFETIME, as_of=now
        )
    row.save(update_fields=["invited_at", "invitation"])
    return row.invitation_id is not None


def forget_older_addresses(member: Member, now: datetime) -> None:
    """An address was put right: what went to the wrong one lets nobody in any more."""
    for older in Invitation.objects.open(now).filter(member=member).exclude(email=member.email):
        older.revoke(now)


def is_invitable(member: Member, now: datetime) -> bool:
    born = member.born_on
    if born and years_at(born, now) < Brand.current().minimum_age:
        return False
    waiting = Invitation.objects.open(now).filter(Q(member=member) | Q(email=member.email))
    return not waiting.exists()


def progress_of(one: Import) -> dict[str, int]:
    """How many were invited, have come, and wait for their turn."""
    return {
        **one.rows.aggregate(
            sent=Count("pk", filter=Q(invitation__isnull=False)),
            joined=Count("pk", filter=Q(invitation__isnull=False, member__joined_at__isnull=False)),
        ),
        "waiting": one.rows.to_invite().count(),
    }
