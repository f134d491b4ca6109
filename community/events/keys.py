"""Keys to one's own calendar: a secret address that a calendar program asks by itself, without signing in."""

import re
import secrets

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.members.models import Member

TOKEN = re.compile("[A-Za-z0-9_-]{20,64}", re.ASCII)


class CalendarKeyQuerySet(models.QuerySet["CalendarKey"]):
    def of(self, member) -> "CalendarKey | None":
        return self.filter(member=member).first()

    def renew(self, member) -> "CalendarKey":
        """A new key; the one before opens nothing any more."""
        return self.update_or_create(
            member=member, defaults={"token": secrets.token_urlsafe(32), "created_at": timezone.now()}
        )[0]

    def drop(self, member) -> bool:
        return bool(self.filter(member=member).delete()[0])

    def member_for(self, token: str) -> Member | None:
        """Whose key it is, while they are at home here: it opens nothing for who is suspended or has left (row 8)."""
        key = self.filter(token=token).select_related("member").first() if TOKEN.fullmatch(token) else None
        return key.member if key and key.member.is_at_home else None


class CalendarKey(models.Model):
    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="calendar_key"
    )
    token = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = CalendarKeyQuerySet.as_manager()
