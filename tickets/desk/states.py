"""The states of a ticket and the only ways between them (D-5)."""

from django.utils.translation import gettext as _

from community.flags.handled import Handling as State

OPEN = (State.RECEIVED, State.IN_PROGRESS, State.WAITING)
CLOSED = (State.SOLVED, State.NOT_ACCEPTED, State.WITHDRAWN, State.LAPSED)

WAYS: dict[str, frozenset[str]] = {
    State.RECEIVED: frozenset({State.IN_PROGRESS, State.NOT_ACCEPTED, State.WITHDRAWN}),
    State.IN_PROGRESS: frozenset({State.WAITING, State.SOLVED, State.NOT_ACCEPTED, State.WITHDRAWN}),
    State.WAITING: frozenset(
        {State.IN_PROGRESS, State.SOLVED, State.NOT_ACCEPTED, State.WITHDRAWN, State.LAPSED}
    ),
    # Reopened: for thirty days, by customer or staff.
    **{closed: frozenset({State.IN_PROGRESS}) for closed in CLOSED},
}


class NotPossible(Exception):
    """What was asked of the ticket cannot be done now; its text is a sentence for a person."""


def check_way(here: str, there: str) -> None:
    """Returns nothing; raises NotPossible when the table has no such way."""
    if there not in WAYS[here]:
        raise NotPossible(
            _("A request that is “%(here)s” cannot become “%(there)s”.")
            % {"here": State(here).label, "there": State(there).label}
        )
