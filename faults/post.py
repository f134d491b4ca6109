"""F11: the mail server in all its moods, one after another, while people write (R16)."""

import time

from accounts.mail import outbox
from accounts.models import Mail, Member
from faults import people, place
from faults.house import House, until
from faults.workers import after, told
from faults.writers import Diary, Writers

# Refused, 421 before a word, silence after DATA, 451, and hung up after the 250.
MOODS = ("refuse", "busy", "hang", "later", "hang up")
EACH = 6 * 60 if place.DEEP else 5  # seconds


def it_has_moods(house: House, writers: Writers):
    """Every mail once; and one address that the server does not know costs nobody else theirs."""
    diary, wrong = Diary(), []
    stranger = nobodys_mail(house)
    with writers.at_work(diary):
        for mood in MOODS:
            house.post.become(mood)
            time.sleep(EACH)
        house.post.become("accept")
        time.sleep(2)
    wrong += after(house, diary)
    stranger.refresh_from_db()
    if stranger.state != Mail.State.FAILED or "550" not in stranger.error:
        wrong.append(f"the mail to nobody is {stranger.state}: {stranger.error}")
    if not house.post.mailbox.tries:
        wrong.append("nobody tried to send anything")
    again = Mail.objects.filter(state="sent", attempts__gt=1).count()
    return wrong, f"{len(MOODS)} moods of {EACH} s, {again} mails sent at a later try, {told(diary)}"


def nobodys_mail(house: House) -> Mail:
    """A mail to an address that the server refuses; gives its row once it was tried."""
    people.crowd(1)
    nobody = Member.objects.latest("pk")
    house.post.mailbox.strangers.add(nobody.email)
    mail = outbox.write(kind="accounts.unsuspended", to=nobody, context={"person": nobody})
    until(lambda: Mail.objects.filter(pk=mail.pk, attempts__gt=0).exists(), 30)
    return mail
