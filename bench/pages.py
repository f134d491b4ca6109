"""The pages that are measured, and for whom."""

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.members import second_factor
from accounts.members.models import Member
from bench import data, load


def prepare() -> dict:
    """Loads the data and signs Ana and Sol in; returns addresses and cookies."""
    known = data.load()
    for who in ("ana", "sol"):
        known[f"{who}_cookie"] = sign_in(Member.objects.get(pk=known[who]))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return known


def sign_in(member: Member) -> str:
    session = SessionStore()
    session[SESSION_KEY] = str(member.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = member.get_session_auth_hash()
    session.create()
    if member.is_staff:
        second_factor.note(session, member)
        session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def addresses(known: dict) -> dict[str, tuple[str, str]]:
    """Of each page its path and whose cookie asks for it."""
    return {
        "floor": (f"/bench/floor/?post={known['post']}", "ana_cookie"),
        "feed": ("/", "ana_cookie"),
        "post page": (f"/posts/{known['post']}/", "ana_cookie"),
        "group": ("/groups/grupo-3/", "ana_cookie"),
        "requests": ("/requests/", "ana_cookie"),
        "queue": ("/admin/tickets/ticket/", "sol_cookie"),
        "workspace": (f"/admin/tickets/ticket/{known['ticket']}/change/", "sol_cookie"),
    }


def measure(port: int, known: dict, rounds: int, seconds: float) -> dict[str, list[load.Round]]:
    """Every page in turn, so many rounds; one short one before, to warm up."""
    asked = addresses(known)
    for path, cookie in asked.values():
        load.ask(port, path, known[cookie], 0.7)
    found: dict[str, list[load.Round]] = {name: [] for name in asked}
    for _ in range(rounds):
        for name, (path, cookie) in asked.items():
            found[name].append(load.ask(port, path, known[cookie], seconds))
    return found


def queries(known: dict) -> dict[str, int]:
    """How many statements each page takes."""
    counted = {}
    for name, (path, cookie) in addresses(known).items():
        client = Client(SERVER_NAME="127.0.0.1")
        client.cookies[settings.SESSION_COOKIE_NAME] = known[cookie].partition("=")[2]
        client.get(path)
        with CaptureQueriesContext(connection) as seen:
            client.get(path)
        counted[name] = len(seen)
    return counted
