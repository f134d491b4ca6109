"""How many mails a day: a person who is spoken to a lot is not written to a lot.

Counted are the mails that their reader may do without (accounts.mail.outbox.register_way_out); codes, receipts, answers
to a request and decisions are owed, and neither counted nor held. Mails about events are counted and not held back:
that a match is cancelled helps nobody the day after. So it is the mail of what was not read in the app that gives way.
Several threads at once become one summary, and beyond the number of the day all of it waits for the next morning.
"""

from datetime import datetime, time

from accounts.mail import outbox
from accounts.mail.models import Mail
from community.notifications import rhythm

# A busy day in a group of hundreds would be fifty; six are at most one every other waking hour or so.
A_DAY = 6
# More threads than this at once, as after a night or a pause, are one mail.
AT_ONCE = 3


def left(member, as_of: datetime) -> int:
    """How many more such mails the member may get before their midnight."""
    day = as_of.astimezone(rhythm.zone_of(member)).date()
    midnight = datetime.combine(day, time.min, rhythm.zone_of(member))
    written = Mail.objects.written_to(member, outbox.kinds_with_a_way_out(), midnight)
    return max(0, A_DAY - written.count())


def next_morning(member, as_of: datetime) -> datetime:
    return rhythm.until("tomorrow", rhythm.zone_of(member), as_of)
