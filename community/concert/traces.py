"""Traces: from where and with what somebody signed in, as keyed hashes that are forgotten after a month. They serve one
end, seeing whether accounts act in concert, and tell nobody an address or a device."""

from datetime import datetime, timedelta
from ipaddress import ip_network

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.db import models
from django.dispatch import receiver
from django.utils import timezone
from django.utils.crypto import salted_hmac

KEPT = timedelta(days=30)


class TraceQuerySet(models.QuerySet):
    def leave(self, member, *, address: str, device: str, as_of: datetime | None = None) -> None:
        """Once a day for each network and device."""
        trace = self.model(
            member_id=member.pk, network=hashed(network_of(address)), device=hashed(device),
            day=(as_of or timezone.now()).date(),
        )  # fmt: skip
        self.bulk_create([trace], ignore_conflicts=True)

    def sweep(self, as_of: datetime) -> int:
        """Forgets what is older than a month; returns how many rows that was."""
        return self.filter(day__lt=(as_of - KEPT).date()).delete()[0]


class Trace(models.Model):
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    network = models.CharField(max_length=32)
    device = models.CharField(max_length=32)
    day = models.DateField()

    objects = TraceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "network", "device", "day"], name="trace_once_a_day")
        ]
        indexes = [
            models.Index(fields=["network"], name="trace_by_network"),
            models.Index(fields=["day"], name="trace_by_day"),
        ]


@receiver(user_logged_in)
def leave_a_trace(sender, request, user, **kwargs):
    if request is not None and request.META.get("REMOTE_ADDR"):
        device = f"{request.headers.get('user-agent', '')}|{request.headers.get('accept-language', '')}"
        Trace.objects.leave(user, address=get_adapter().get_client_ip(request), device=device)


def network_of(address: str) -> str:
    """What a household or an office shares: the /24 of an IPv4 address, the /64 of an IPv6 one."""
    return str(ip_network(f"{address}/{64 if ':' in address else 24}", strict=False))


def hashed(text: str) -> str:
    """Keyed, so that nobody who has the table alone can try all addresses."""
    return salted_hmac("community.trace", text, algorithm="sha256").hexdigest()[:32]
