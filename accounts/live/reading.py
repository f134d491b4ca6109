"""Questions that sockets put to the database, from threads of their own: a slow statement holds up no other socket,
and a crowd of questions does not hold up the reading of everybody's rights."""

from concurrent.futures import ThreadPoolExecutor

from channels.db import database_sync_to_async
from django.db import InterfaceError, OperationalError, close_old_connections

from accounts.live import sessions, watching

_questions = ThreadPoolExecutor(4, "live")
_checks = ThreadPoolExecutor(1, "live-check")


def _twice(ask):
    """A connection that died with its server fails once and is then replaced; reading again does no harm."""

    def asked(*args):
        try:
            return ask(*args)
        except (OperationalError, InterfaceError):
            close_old_connections()
            return ask(*args)

    return asked


def _whose(session: str):
    return sessions.members([session]).get(session)


def _right(member, topic: str):
    return watching.rights([(member, topic)])


def _everything(keys: set[str], asked: set[tuple[str, str]]):
    members = sessions.members(keys)
    rights = watching.rights((members[key], topic) for key, topic in asked if key in members)
    own = {(member.pk, watching.own(member.pk)): member.own_serial for member in members.values()}
    return members, rights | own


def _in(threads: ThreadPoolExecutor, ask):
    return database_sync_to_async(_twice(ask), thread_sensitive=False, executor=threads)


whose = _in(_questions, _whose)  # (session key) -> member or None
right = _in(_questions, _right)  # (member, topic) -> {(member's key, topic): serial} or {}
everything = _in(
    _checks, _everything
)  # (keys, {(key, topic)}) -> members by key, serials by (member's key, topic)
