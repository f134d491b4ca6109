"""`python -m faults.dying_inbox`: takes letters in, each by a process that dies over it at the named point, and then by
one that does not, as a mail server sends again. JSON on standard input, the number of deaths on output."""

import json
import os
import sys

import django

django.setup()  # of the house whose fault it is: the environment names it

from django.db import connections  # noqa: E402 # isort: split

from accounts.mail.incoming import sorting  # noqa: E402
from accounts.mail.incoming.models import IncomingMail, IncomingMailQuerySet  # noqa: E402

POINTS = ("before it is stored", "stored", "made, before the commit", "committed, before the answer")
DIED = 137


def main() -> None:
    deaths = 0
    for one in json.load(sys.stdin):
        deaths += taken_in(one["raw"], one["point"]) == DIED
        if code := taken_in(one["raw"]):
            raise SystemExit(f"a second try ended with {code}")
    print(deaths)


def taken_in(raw: str, point: int | None = None) -> int:
    """Takes it in by a process of its own; returns with what that one ended."""
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            take(raw.encode(), point)
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def take(raw: bytes, point: int | None) -> None:
    """What `manage.py receive_mail` does: store, sort, answer."""
    if point == 0:
        IncomingMailQuerySet.keep = die  # type: ignore[method-assign]
    mail, _is_new = sorting.receive(raw, door="fault", at_once=True)
    if point == 1:
        die()
    if point == 2:
        become = IncomingMail.become

        def become_and_die(self, *rest):
            become(self, *rest)
            die()

        IncomingMail.become = become_and_die  # type: ignore[method-assign]
    if not mail.outcome:
        sorting.sort(mail.pk)
    if point == 3:
        die()


def die(*_rest, **_more):
    os._exit(DIED)


if __name__ == "__main__":
    main()
