"""Verbs in one transaction, tried again when PostgreSQL chose them as the victim of a deadlock."""

from functools import wraps

from django.db import OperationalError, connection, transaction

AGAIN = 2
DEADLOCK = "40P01"


def all_or_nothing(verb):
    """Like `transaction.atomic`; alone in its transaction, a verb that lost a deadlock simply runs again.

    Posts, tickets and the inboxes of everybody who is told are locked together, by rooms that do not know each
    other: an order that never crosses cannot be promised, a second try can.
    """

    @wraps(verb)
    def run(*args, **kwargs):
        for _again in range(0 if connection.in_atomic_block else AGAIN):
            try:
                with transaction.atomic():
                    return verb(*args, **kwargs)
            except OperationalError as error:
                if getattr(error.__cause__, "sqlstate", None) != DEADLOCK:
                    raise
        with transaction.atomic():
            return verb(*args, **kwargs)

    return run


def with_its_caller(verb):
    """Like `all_or_nothing` when it is alone; inside a transaction it is a part of that, without a savepoint of its
    own. For what is done along with much else, where nobody who calls it goes on after it failed."""
    alone = all_or_nothing(verb)

    @wraps(verb)
    def run(*args, **kwargs):
        return (verb if connection.in_atomic_block else alone)(*args, **kwargs)

    return run
