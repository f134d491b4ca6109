"""Limits of the entrance, counted for what an address really is: one mailbox however it is spelled (row 35)."""

import unicodedata

from allauth.core import ratelimit
from django.http import HttpRequest


def canonical(email: str) -> str:
    """The same text for addresses that may lead to the same mailbox: case, dots and tags do not tell them apart."""
    local, _at, domain = unicodedata.normalize("NFKC", email).casefold().strip().rpartition("@")
    return f"{local.split('+')[0].replace('.', '')}@{domain.rstrip('.')}"


def allows(request: HttpRequest, action: str, email: str = "") -> bool:
    """Takes one use of the action (ACCOUNT_RATE_LIMITS) for the network and the address; False when none is left."""
    return ratelimit.consume(request, action=action, key=canonical(email) if email else None)
