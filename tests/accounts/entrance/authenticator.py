"""An authenticator app in a pocket."""

import re
import time

from allauth.mfa.totp.internal import auth
from django.test import TestCase

KEY = re.compile(r'<code class="key">([A-Z2-7=]+)</code>')


def now(secret: str, steps: int = 0) -> str:
    """The code that the app shows now, or that many half minutes later."""
    return auth.format_hotp_value(auth.hotp_value(secret, int(time.time()) // 30 + steps))


def set_up(client) -> str:
    """Goes through the set-up page; returns the secret that the app keeps."""
    page = client.get("/accounts/2fa/totp/activate/")
    secret = KEY.search(page.content.decode()).group(1)
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post("/accounts/2fa/totp/activate/", {"code": now(secret)})
    assert answer.status_code == 302, answer.content.decode()
    return secret
