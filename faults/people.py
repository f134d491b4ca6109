"""Those who write in the house: a crowd of members beside the demo's cast, each with a browser of their own."""

import http.client
import re
import time
from importlib import import_module
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone

from accounts.models import Member
from community.models import Group, Membership, Participation, Room
from faults import place

TOKEN = "a" * 32


class Browser:
    """One person's: the cookies, and a new connection for each page."""

    def __init__(
        self, port: int = place.PORT, cookies: dict[str, str] | None = None, member: int | None = None
    ):
        self.port, self.cookies = port, {settings.CSRF_COOKIE_NAME: TOKEN, **(cookies or {})}
        self.member = member  # whose, if they were made here

    def ask(self, method: str, path: str, fields: dict | None = None) -> tuple[int, str, str]:
        """Status, the place that it leads to, and the page. Raises OSError or HTTPException when the line breaks."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            line.request(method, path, urlencode(fields) if fields else None, self._heads())
            answer = line.getresponse()
            body = answer.read().decode(errors="replace")
        finally:
            line.close()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _, rest = value.partition("=")
                self.cookies[key] = rest.partition(";")[0]
        return answer.status, answer.getheader("Location", ""), body

    @property
    def cookie(self) -> str:
        """All of them, as a header says it."""
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _heads(self) -> dict[str, str]:
        return {
            "Cookie": self.cookie,
            "X-CSRFToken": self.cookies[settings.CSRF_COOKIE_NAME],
            "Origin": f"http://127.0.0.1:{self.port}",
            "Content-Type": "application/x-www-form-urlencoded",
        }

    def sign_in(self, handle: str) -> "Browser":
        """By the form, with the demo's password. Raises RuntimeError when the house says no."""
        self.ask("GET", "/accounts/login/")
        said = {"login": f"{handle}@example.com", "password": "tertulia"}
        status, _to, page = self.ask("POST", "/accounts/login/", said)
        if status != 302:
            raise RuntimeError(f"{handle} could not sign in ({status}): {re.sub('<[^>]+>', ' ', page)[:300]}")
        return self


def crowd(size: int, port: int = place.PORT) -> list[Browser]:
    """So many members of the default group, each already signed in; nobody writes faster than a person may."""
    first, now = Member.objects.count(), timezone.now()
    names = [f"vecino{number}" for number in range(first, first + size)]
    Member.objects.bulk_create(
        Member(
            handle=name, name=name.title(), email=f"{name}@example.com", password="!", language="es", joined_at=now,
            approved_at=now,
        )
        for name in names
    )  # fmt: skip
    people, group = list(Member.objects.filter(handle__in=names)), Group.objects.default()
    admit(group, people)
    Group.objects.filter(pk=group.pk).update(member_count=group.memberships.known().count())
    return [Browser(port, {settings.SESSION_COOKIE_NAME: session_of(one)}, one.pk) for one in people]


def admit(group: Group, people: list[Member]) -> None:
    """Into the group and the seats of its room, all at once."""
    came = Membership.objects.bulk_create(Membership(group=group, member=one) for one in people)
    room = Room.objects.of_group(group)
    Participation.objects.bulk_create(
        Participation(
            room=room, member=one.member, membership=one, read_number=room.message_count, read_serial=room.serial
        )
        for one in came
    )  # fmt: skip


def session_of(member) -> str:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(member.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = member.get_session_auth_hash()
    store["account_authentication_methods"] = [{"method": "password", "at": time.time()}]
    store.create()
    return store.session_key
