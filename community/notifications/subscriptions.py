"""Devices that want pushes: one row a browser, tied to the session in which its member asked for it."""

from collections.abc import Iterable
from datetime import datetime

from cryptography.hazmat.primitives import serialization
from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from py_vapid import Vapid, b64urlencode

from accounts.live import sessions
from accounts.made_once import made_once

MOST = 20  # devices a member; the oldest makes room


class PushKeyQuerySet(models.QuerySet["PushKey"]):
    def own(self) -> "PushKey":
        """The house's own key pair (RFC 8292), made the first time it is asked for and kept."""
        return self.filter(pk=1).first() or self._make()

    def _make(self) -> "PushKey":
        vapid = Vapid()
        vapid.generate_keys()
        self.bulk_create([self.model(pk=1, private=vapid.private_pem().decode())], ignore_conflicts=True)
        return self.get(pk=1)


class PushKey(models.Model):
    private = models.TextField()

    objects = PushKeyQuerySet.as_manager()

    @property
    def vapid(self) -> Vapid:
        return Vapid.from_pem(self.private.encode())

    @property
    def public(self) -> str:
        """As browsers want it: the point on the curve in base64url."""
        form = serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        return b64urlencode(self.vapid.public_key.public_bytes(*form))


class PushSubscriptionQuerySet(models.QuerySet["PushSubscription"]):
    def of(self, member):
        return self.filter(member_id=member.pk).order_by("pk")

    def listeners(self, members: Iterable[int]) -> set[int]:
        """Those of the members who have a device that listens."""
        return set(_listening.keys(members=list(members)))

    @transaction.atomic
    def subscribe(self, *, by, session_key: str, endpoint: str, p256dh: str, auth: str, user_agent: str = ""):
        """The device listens from now on, for this member alone; a second call renews it. Returns the row."""
        row, _made = self.update_or_create(
            endpoint=endpoint,
            defaults={
                "member": by, "session_key": session_key, "p256dh": p256dh, "auth": auth,
                "user_agent": user_agent[:200], "created_at": timezone.now(),
            },
        )  # fmt: skip
        kept = self.filter(member=by).order_by("-created_at", "-pk").values_list("pk", flat=True)[:MOST]
        self.filter(member=by).exclude(pk__in=list(kept)).delete()
        return row

    def unsubscribe(self, endpoint: str, *, by) -> bool:
        return bool(self.filter(member=by, endpoint=endpoint).delete()[0])

    def end_session(self, session_key: str) -> int:
        return self.filter(session_key=session_key).delete()[0]

    def forget(self, member) -> int:
        return self.filter(member=member).delete()[0]

    def alive(self, member, as_of: datetime) -> list["PushSubscription"]:
        """The member's devices on which they are still signed in; the others are dropped, however that came."""
        rows = list(self.of(member))
        signed_in = sessions.members([row.session_key for row in rows], as_of)
        believed = {key for key, person in signed_in.items() if _is_whole(person, member)}
        dead = [row.pk for row in rows if row.session_key not in signed_in]
        if dead:
            self.filter(pk__in=dead).delete()
        return [row for row in rows if row.session_key in believed]


def _is_whole(person, member) -> bool:
    """Whose session is believed less than they are (no second factor yet) hears nothing by push."""
    return person.pk == member.pk and person.role == member.role


class PushSubscription(models.Model):
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="push_subscriptions")
    session_key = models.CharField(max_length=40, db_index=True)
    endpoint = models.CharField(max_length=1000, unique=True)
    p256dh = models.CharField(max_length=120)
    auth = models.CharField(max_length=40)
    user_agent = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = PushSubscriptionQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def as_browsers_say(self) -> dict:
        return {"endpoint": self.endpoint, "keys": {"p256dh": self.p256dh, "auth": self.auth}}


@made_once
def _listening(members):
    return PushSubscription.objects.filter(member__one_of=members).values_list("member").distinct()
