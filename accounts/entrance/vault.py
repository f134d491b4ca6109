"""Keeps second-factor secrets unreadable in the database and its backups: the key is the site's, not the table's."""

import base64
import hashlib
import secrets

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def lock(text: str) -> str:
    return _keys().encrypt(text.encode()).decode()


def unlock(text: str) -> str:
    """The text; one that nobody knows when the site's key has changed, so that no code fits any more."""
    read = opened(text)
    return base64.b32encode(secrets.token_bytes(20)).decode() if read is None else read


def opened(text: str) -> str | None:
    """The text, or None when it was locked with a key that the site has no more."""
    try:
        return _keys().decrypt(text.encode()).decode()
    except InvalidToken:
        return None


def _keys() -> MultiFernet:
    known = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    digests = (hashlib.sha256(b"accounts.entrance.vault:" + key.encode()).digest() for key in known)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
