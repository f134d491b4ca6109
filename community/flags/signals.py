"""What the rooms above hear about complaints. Receivers work in the same transaction and return what they opened,
an object with `get_absolute_url()`; what they raise undoes everything.

flag_raised          sender Flag; flag, asks_for, chosen, as_of. The row of post, comment or message is locked. Sent
                     again when somebody flags again: the answer is always the one ticket. `chosen` are messages of
                     the same room, chosen along with the flagged one.
me_too               sender Flag; flag, source, member, text, text_html, as_of: "it happened to me too".
complaint_for_staff  sender Flag; member, group, text, text_html, asks_for, experienced_on, uploads, submission,
                     noted_at, as_of: a complaint that makes no post. Without as_of it is said now, at a pace.
"""

from django.dispatch import Signal

flag_raised = Signal()
me_too = Signal()
complaint_for_staff = Signal()


class NobodyAnswered(RuntimeError):
    """A complaint was accepted by nobody: the rooms above are not listening. Better an error than a lost complaint."""


def opened(answers):
    """What the receivers opened; raises NobodyAnswered when that is nothing."""
    for _receiver, made in answers:
        if made is not None:
            return made
    raise NobodyAnswered("no receiver opened anything for this complaint")
