"""A code by mail for those who are signed in and must show once more that it is they."""

import time

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.mail import outbox

KEY = "code_again"
LIFETIME = 15 * 60  # seconds
TRIES = 3


def send(request) -> None:
    """Sends the member a code; the session keeps only its print."""
    code = get_adapter().generate_login_code()
    request.session[KEY] = {
        "print": _print(request.user, code),
        "until": time.time() + LIFETIME,
        "tries": TRIES,
    }
    outbox.write(kind="accounts.login_code", to=request.user, context={"code": code}, secret=True)


def is_under_way(request) -> bool:
    state = request.session.get(KEY)
    return bool(state) and state["tries"] > 0 and state["until"] > time.time()


def check(request, typed: str) -> bool:
    """Takes one try. With the right code the session counts as freshly signed in."""
    if not is_under_way(request):
        return False
    state = request.session[KEY]
    request.session[KEY] = {**state, "tries": state["tries"] - 1}
    if not constant_time_compare(state["print"], _print(request.user, typed)):
        return False
    del request.session[KEY]
    record_authentication(request, request.user, method="code", reauthenticated=True)
    return True


def is_fresh(request) -> bool:
    """Whether the person signed in, or showed once more who they are, within the last quarter of an hour."""
    since = time.time() - app_settings.REAUTHENTICATION_TIMEOUT
    return any(record["at"] > since for record in get_authentication_records(request, request.user))


def _print(member, code: str) -> str:
    """Bound to the person, written as people type codes: capitals and hyphens do not matter."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    return salted_hmac("accounts.entrance.code", f"{member.pk}:{plain}", algorithm="sha256").hexdigest()
