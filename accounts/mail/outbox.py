"""Writing mail: a row in the caller's transaction, in the reader's language; the worker carries it later."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.utils import timezone

from accounts.mail import answering, threads, wording
from accounts.mail.dead_addresses import DeadAddress
from accounts.mail.models import Mail
from accounts.nudges import nudge

SEND_DUE = "accounts.mail.tasks.send_due"

_makers: dict[str, Callable[[int], tuple[str, str, bytes]]] = {}
_checks: dict[str, list[Callable[[Mail], bool]]] = {}
_ways_out: dict[str, Callable[[Any, Mapping[str, object]], str]] = {}


def register_maker(name: str, make: Callable[[int], tuple[str, str, bytes]]) -> None:
    """`make(id)` returns (file name, content type, bytes) of an attachment, at sending time."""
    _makers[name] = make


def register_check(kind: str, check: Callable[[Mail], bool]) -> None:
    """`check(mail)` is asked when the mail's turn has come; False drops it: the right or the need is gone."""
    checks = _checks.setdefault(kind, [])
    if check not in checks:
        checks.append(check)


def register_way_out(kind: str, address: Callable[[Any, Mapping[str, object]], str]) -> None:
    """`address(member, context)` returns where its reader ends mails of this kind by one click (RFC 8058).

    Every kind that its reader may do without has one. The others are owed: codes, receipts, answers and decisions.
    """
    _ways_out[kind] = address


def kinds_with_a_way_out() -> frozenset[str]:
    return frozenset(_ways_out)


def write(
    *,
    kind: str,
    to,
    context: Mapping[str, object] | None = None,
    language: str | None = None,
    once: str | None = None,
    about: str = "",
    answer: tuple[str, int] | None = None,
    also: tuple[str, int] | None = None,
    attachments: Iterable[Mapping[str, object]] = (),
    headers: Mapping[str, str] | None = None,
    secret: bool = False,
    as_of: datetime | None = None,
) -> Mail | None:
    """Writes one mail to a member or an address; returns its row, the first one's when `once` was used
    before.

    `answer` names what a reply to it is (a kind registered with accounts.mail.incoming.replies, and the number of
    the thing): it gets a Reply-To of its own, and its templates say as `answering` who reads a reply; any other mail is
    answered to the team. `also` is a second such address, as a link. Mails `about` the same thing to the same address
    are one thread.
    `kind` "tickets.answered" is worded by templates/emails/tickets/answered/{subject.txt,body.txt,body.html}.
    A kind with a way out says it in its head and, as `way_out`, to its templates. Returns None for a member whom no
    mail may reach: without an address, or gone.
    """
    member, address = (None, to) if isinstance(to, str) else (to, _address_of(to))
    if not address:
        return None
    address = bare_address(address)
    if once and (first := Mail.objects.filter(once=once, to=address).first()):
        return first
    as_of = as_of or timezone.now()
    way_out = _ways_out[kind](member, context or {}) if kind in _ways_out and member is not None else ""
    ways = answering.ways(member, answer, also, as_of)
    words = wording.words(
        kind, member, {"way_out": way_out, "answering": None if secret else ways, **(context or {})}, language
    )
    thread = threads.headers_for(about, address) if about else {}
    heads = thread | ways.head | _one_click(way_out) | dict(headers or {})
    mail = Mail(
        member=member, to=address, kind=kind, about=about, headers=heads, attachments=list(attachments), once=once,
        is_secret=secret, created_at=as_of, next_try_at=as_of, **words,
    )  # fmt: skip
    return put(_unless_dead(mail))


def _unless_dead(mail: Mail) -> Mail:
    """To an address that takes nothing it is kept, so that whoever wrote it sees that it did not go out; not sent again
    and again to nobody. A secret that somebody asked for is tried all the same."""
    if not mail.is_secret and DeadAddress.objects.holding(mail.to).exists():
        mail.state, mail.returned, mail.error = Mail.State.FAILED, Mail.Returned.DEAD, "not tried"
    return mail


def _one_click(way_out: str) -> dict[str, str]:
    """What mail programs make their own "unsubscribe" of (RFC 8058)."""
    if not way_out:
        return {}
    return {"List-Unsubscribe": f"<{way_out}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def own_addresses() -> set[str]:
    """The addresses that our own mails come from and are answered to, in lower case."""
    named = (settings.DEFAULT_FROM_EMAIL, settings.INBOUND_ADDRESS)
    return {parseaddr(address)[1].lower() for address in named if address}


def put(mail: Mail) -> Mail:
    """Stores the row and nudges the worker; returns the first row when another transaction was quicker."""
    Mail.objects.bulk_create([mail], ignore_conflicts=True)
    nudge(SEND_DUE)
    stored = Mail.objects.filter(message_id=mail.message_id).first()
    return stored or Mail.objects.get(once=mail.once, to=mail.to)


def made(mail: Mail) -> list[tuple[str, str, bytes]]:
    """The mail's attachments, made now."""
    return [_makers[file["maker"]](file["id"]) for file in mail.attachments]


def is_wanted(mail: Mail) -> bool:
    """Whether every registered check still says yes."""
    return all(check(mail) for check in _checks.get(mail.kind, ()))


def _address_of(member) -> str:
    return (member.email or "") if member.left_at is None else ""


def bare_address(address: str) -> str:
    """The address without a name. Raises ValueError for what is none, so that nothing slips into a header."""
    bare = parseaddr(address)[1]
    if "@" not in bare or " " in bare or not address.isprintable():
        raise ValueError("not an e-mail address")
    return bare
