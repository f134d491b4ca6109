"""Whose a session is: read for all open sockets together, by the rules that Django's own sign-in follows."""

import re
from collections.abc import Callable, Iterable
from copy import copy
from functools import lru_cache
from importlib import import_module
from typing import NamedTuple

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.db.models import F, IntegerField, Value
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts.live import watching
from accounts.roles import Role

KEY = re.compile(r"[a-z0-9]{32}", re.ASCII)

_doubts: list[Callable[..., bool]] = []


def doubt(question: Callable[..., bool]) -> None:
    """Registers `question(session, member)`: of whom it is true hears on that socket what a plain member hears,
    whatever their role (staff who have not shown their second factor, row 43)."""
    if question not in _doubts:
        _doubts.append(question)


class Claim(NamedTuple):
    """What a session says of itself: the member it was opened for, and the print of the password of that time."""

    member_id: int
    print: str
    session: dict

    def holds_for(self, member) -> bool:
        prints = [member.get_session_auth_hash(), *member.get_session_auth_fallback_hash()]
        return any(constant_time_compare(self.print, print) for print in prints)

    def believed(self, member):
        """The member as this session may hear: with their role, or as anybody."""
        if any(question(self.session, member) for question in _doubts):
            member = copy(member)
            member.role = Role.MEMBER
        return member


def members(keys: Iterable[str], as_of=None) -> dict[str, object]:
    """The members in good standing behind those of the session keys that still open the door.

    Two statements, however many keys. Each member carries `own_serial` (see watching.register_own_serial) or None.
    """
    as_of = as_of or timezone.now()
    claims = _claims([key for key in keys if KEY.fullmatch(key)], as_of)
    people = (
        get_user_model().objects.joined().active(as_of).filter(pk__in={c.member_id for c in claims.values()})
    )
    path = watching.own_serial()
    serial = F(path) if path else Value(None, IntegerField())
    found = {member.pk: member for member in people.annotate(own_serial=serial)}
    return {
        key: claim.believed(found[claim.member_id])
        for key, claim in claims.items()
        if claim.member_id in found and claim.holds_for(found[claim.member_id])
    }


def _claims(keys: list[str], as_of) -> dict[str, Claim]:
    rows = _store().get_model_class().objects.filter(session_key__in=keys, expire_date__gt=as_of)
    claims = ((key, _claim(data)) for key, data in rows.values_list("session_key", "session_data"))
    return {key: claim for key, claim in claims if claim}


@lru_cache(maxsize=4096)  # a session's text seldom moves between two readings, and unsigning is the dear part
def _claim(data: str) -> Claim | None:
    session = _store()().decode(data)
    try:
        if session[BACKEND_SESSION_KEY] in settings.AUTHENTICATION_BACKENDS:
            return Claim(int(session[SESSION_KEY]), session[HASH_SESSION_KEY], session)
    except (KeyError, ValueError):
        pass
    return None


def _store():
    return import_module(settings.SESSION_ENGINE).SessionStore
