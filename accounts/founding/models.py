"""Founding: the address, good once, by which the first manager comes into a house that has none."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from accounts.invitations.models import Invitation
from accounts.members.models import Member
from accounts.roles import Role

LIFETIME = timedelta(hours=24)


class KeyClosed(Exception):
    """Used, replaced by a newer one, too old, or the house has a manager by now."""


class FoundersKeyQuerySet(models.QuerySet["FoundersKey"]):
    def open(self, as_of: datetime | None = None):
        """Those that may still be used; none in a house that has a manager."""
        if is_owned():
            return self.none()
        return self.filter(used_at=None, expires_at__gt=as_of or timezone.now())

    def opened_by(self, token: str) -> "FoundersKey | None":
        """The open key that this token fits."""
        return self.open().filter(digest=digest_of(token)).first()

    @transaction.atomic
    def issue(self, *, as_of: datetime | None = None) -> str:
        """A new token; those handed out before stop working. Empty for a house that has a manager."""
        now = as_of or timezone.now()
        if is_owned():
            return ""
        self.filter(used_at=None, expires_at__gt=now).update(expires_at=now)
        token = secrets.token_urlsafe(24)
        self.create(digest=digest_of(token), made_at=now, expires_at=now + LIFETIME)
        return token


class FoundersKey(models.Model):
    """Only the hash of the token is kept: who reads the table, or a backup of it, cannot come in by it."""

    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    used_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = FoundersKeyQuerySet.as_manager()

    @transaction.atomic
    def use(
        self,
        *,
        email: str,
        name: str,
        password: str,
        language: str,
        notice: str,
        as_of: datetime | None = None,
    ) -> Member:
        """Lets the first manager in, as an invitation would: whoever reads the machine's own terminal may. Raises
        KeyClosed for the second of two at once."""
        now = as_of or timezone.now()
        mine = FoundersKey.objects.select_for_update().get(pk=self.pk)
        if mine.used_at or mine.expires_at <= now or is_owned():
            raise KeyClosed
        invitation = Invitation.objects.create(
            email=email.strip().lower(), role=Role.MANAGER, created_at=now, expires_at=mine.expires_at
        )
        founder = invitation.accept(
            name=name, password=password, language=language, notice=notice, as_of=as_of
        )
        mine.used_at, mine.used_by = now, founder
        mine.save(update_fields=["used_at", "used_by"])
        return founder


def is_owned() -> bool:
    """Whether somebody answers for this house already."""
    return Member.objects.joined().filter(role=Role.MANAGER).exists()


def digest_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
