"""What becomes of a stored message: one outcome, in the transaction that makes whatever it makes (law I2).

Order: what no person wrote, then the reply address, then the rest. A From line alone never speaks as anybody: an answer
needs our token and the address that we wrote to, both.
"""

import logging
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import DatabaseError, transaction
from django.utils import timezone
from django.utils.translation import override

from accounts.brand.models import Brand
from accounts.mail import wording
from accounts.mail.incoming import bounces, going_back, headers, machines, replies
from accounts.mail.incoming.letters import Letter
from accounts.mail.incoming.models import MOST_ATTEMPTS, IncomingMail
from accounts.mail.incoming.verdicts import Delivery, Reason, Verdict, aside, ignored
from accounts.mail.models import Mail
from accounts.mail.outbox import own_addresses
from accounts.nudges import nudge

log = logging.getLogger(__name__)

BATCH, LONGEST_RUN = 500, 90  # messages, and seconds
SORT_DUE = "accounts.mail.tasks.sort_due"
# For so long a message that was just tried is left to whoever tries it; after that its worker is dead.
PATIENCE = timedelta(minutes=1)
# Where servers and programs put the address that a message was sent to.
RECIPIENTS = (
    "To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Forwarded-To", "Resent-To",
    "X-Tertulia-Recipient",
)  # fmt: skip

_rest: list[Callable[[Delivery], Verdict]] = []


def register_rest(take: Callable[[Delivery], Verdict]) -> None:
    """`take(delivery)` makes something of a person's letter that has no reply address of ours."""
    _rest[:] = [take]


def receive(
    raw: bytes, *, door: str, as_of: datetime | None = None, at_once: bool = False
) -> tuple[IncomingMail, bool]:
    """Stores a raw message; the worker makes something of it, or whoever calls does so `at_once`. Returns it, and
    whether it is new."""
    mail, is_new = IncomingMail.objects.keep(raw, door=door, as_of=as_of)
    if not at_once:
        nudge(SORT_DUE)
    return mail, is_new


def sort_due(as_of: datetime | None = None) -> int:
    """Makes something of every message that waits; returns how many. Safe twice, and by two at once."""
    now, count, began = as_of or timezone.now(), 0, time.monotonic()
    waiting = IncomingMail.objects.waiting().order_by("received_at", "pk").values_list("pk", flat=True)
    for pk in list(waiting[:BATCH]):
        if time.monotonic() - began > LONGEST_RUN:
            break  # well below the worker's time limit: the next sweep goes on
        try:
            count += bool(sort(pk, now))
        except DatabaseError:
            log.warning("incoming mail %s waits for the next sweep", pk, exc_info=True)
    return count


def sort(pk: int, as_of: datetime | None = None) -> IncomingMail | None:
    """Gives the message its outcome; None when another worker has it, or has just failed with it."""
    now = as_of or timezone.now()
    if (mail := claimed(pk, now)) is None:
        return None
    try:
        with transaction.atomic():
            if (mine := held(pk)) is None:
                return None
            verdict = judged(mine, now)
            mine.become(verdict, now)
            if verdict.goes_back:
                mine.settle(by=None, as_of=now)
            going_back.tell(mine, verdict, as_of=now)
            return mine
    except DatabaseError:
        if mail.attempts < MOST_ATTEMPTS:
            IncomingMail.objects.waiting().filter(pk=pk).update(tried_at=None)  # the next sweep takes it
            raise
        log.exception("incoming mail %s", pk)
    except Exception:
        # Whatever a message does to us, it is kept, and the next one is read.
        log.exception("incoming mail %s could not be read", pk)
    return give_up(pk, Reason.FAILED, now)


def claimed(pk: int, now: datetime) -> IncomingMail | None:
    """The message with this try counted; None when another try is under way."""
    with transaction.atomic():
        free = IncomingMail.objects.waiting().light().select_for_update(skip_locked=True).filter(pk=pk)
        mail = free.first()
        if mail is None or (mail.tried_at and mail.tried_at > now - PATIENCE):
            return None
        mail.tried(now)
    return mail if mail.attempts <= MOST_ATTEMPTS else give_up(pk, Reason.UNREADABLE, now)


def held(pk: int) -> IncomingMail | None:
    """The message, locked until its outcome is written; None when somebody was quicker."""
    return IncomingMail.objects.waiting().select_for_update(skip_locked=True).filter(pk=pk).first()


def give_up(pk: int, reason: str, now: datetime) -> IncomingMail | None:
    with transaction.atomic():
        mail = held(pk)
        if mail is not None:
            mail.become(aside(reason), now)
    return mail


def judged(mail: IncomingMail, now: datetime) -> Verdict:
    """What becomes of it. Makes what it makes; call it in a transaction."""
    if mail.is_cut:
        return aside(Reason.TOO_BIG)
    try:
        letter = mail.letter()
    except (RecursionError, ValueError, LookupError, TypeError, AssertionError):
        return aside(Reason.UNREADABLE)
    return by_machine(letter, now) or by_token(mail, letter, now) or by_the_rest(mail, letter, now)


# What no person wrote


def by_machine(letter: Letter, now: datetime) -> Verdict | None:
    if is_our_own(letter):
        return ignored(Reason.OWN)
    if machines.is_returned(letter):
        bounces.note(letter, as_of=now)
        return ignored(Reason.RETURNED)
    why = machines.why_automatic(letter)
    return ignored(Reason.LIST if why == "list" else Reason.AUTOMATIC) if why else None


def is_our_own(letter: Letter) -> bool:
    """From us, with one of our Message-IDs, or having been with us before."""
    if letter.address and bare(letter.address) in own_addresses():
        return True
    if headers.first(letter.message, "X-Loop") == settings.HOSTNAME:
        return True
    return bool(letter.message_id) and Mail.objects.filter(message_id=letter.message_id).exists()


def bare(address: str) -> str:
    """Without what stands behind the plus."""
    name, _, domain = address.rpartition("@")
    return f"{name.split('+')[0]}@{domain}".lower()


# An answer to one of our mails


def by_token(mail: IncomingMail, letter: Letter, now: datetime) -> Verdict | None:
    """The answer that its reply address makes it, put aside if anything about it does not fit; None without one."""
    found = replies.tokens_in(value for name in RECIPIENTS for value in headers.raw(letter.message, name))
    tokens = [token for one in found if (token := replies.opened(one)) is not None]
    if not tokens:
        return aside(Reason.BAD_TOKEN) if found else None
    delivery = Delivery(mail, letter, letter.new_words(ours(letter)), now)
    verdicts = [answered(delivery, token) for token in tokens]
    # Somebody may have put two of our addresses in the line: the first one that fits is meant.
    return next((one for one in verdicts if one.made), verdicts[0])


def answered(delivery: Delivery, token: replies.Token) -> Verdict:
    member = get_user_model().objects.filter(pk=token.member).first()
    answer = replies.known(token.kind)
    if answer is None:
        return aside(Reason.BAD_TOKEN, text=delivery.text)
    if refused := why_not(delivery, token, member):
        hint = answer.hint(token.thing)
        verdict = aside(refused, about=hint.about, reference=hint.reference, text=delivery.text)
    else:
        # What refuses it speaks to its writer.
        with override(wording.language_for(member, None, Brand.current())):
            verdict = answer.take(delivery, member, token.thing).saying(delivery.text)
    if verdict.made:
        return verdict.by(member)
    return verdict.back_to(member) if answer.goes_back else verdict


def why_not(delivery: Delivery, token: replies.Token, member) -> str:
    """Why this letter does not speak for the member whose token it carries; empty when it does."""
    letter = delivery.letter
    if not letter.address:
        return Reason.NO_SENDER
    if member is None or not member.email or letter.address != member.email:
        return Reason.OTHER_SENDER
    if machines.is_forged(letter):
        return Reason.FORGED
    if not token.is_alive(delivery.as_of):
        return Reason.EXPIRED
    return "" if delivery.text.strip() or letter.files else Reason.EMPTY


def ours(letter: Letter) -> str:
    """The words of the mail of ours that it answers; empty when it is none."""
    mail = Mail.objects.filter(message_id__in=letter.answers).order_by("-pk").first()
    return mail.text if mail else ""


# Whatever else people write


def by_the_rest(mail: IncomingMail, letter: Letter, now: datetime) -> Verdict:
    delivery = Delivery(mail, letter, letter.first_words, now)
    if not letter.address:
        return aside(Reason.NO_SENDER, text=delivery.text)
    if machines.is_forged(letter):
        return aside(Reason.FORGED, text=delivery.text)
    if machines.is_spam(letter):
        return aside(Reason.SPAM, text=delivery.text)
    if letter.is_empty:
        return aside(Reason.EMPTY)
    return _rest[0](delivery).saying(delivery.text) if _rest else aside(Reason.BAD_TOKEN, text=delivery.text)
