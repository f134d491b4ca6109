"""What customer service holds about a person. Their requests go into the vault, and the chain of history holds."""

import base64
from contextlib import suppress
from datetime import datetime
from typing import Any

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.privacy import registry as privacy
from accounts.privacy import retention
from tickets.desk.excerpts import Excerpt
from tickets.desk.history import TicketEventPayload
from tickets.desk.models import Ticket
from tickets.desk.replies import Reply, TicketFile
from tickets.desk.states import OPEN
from tickets.talks.callbacks import CallBack
from tickets.vault.models import Sealed

REQUEST = (
    "key", "kind", "state", "subject", "text", "asks_for", "experienced_on", "original_at", "opened_at", "promised_at",
    "outcome_text", "closed_at", "confirmed_at",
)  # fmt: skip
TEXTS = ("subject", "text", "text_html", "asks_for", "outcome_text", "waiting_for", "promise_reason")
CONVERSATION = ("ticket__key", "created_at", "from_customer", "channel", "body")


def register() -> None:
    _register_own()
    _register_requests()


def _register_own() -> None:
    privacy.register(
        "talks",
        label=_("Talks with the team"),
        model="tickets.Talk",
        by="customer",
        export=("asked_at", "taken_at", "closed_at"),
        erase=privacy.keep,
        fate=privacy.NAMELESS,
    )
    privacy.register(
        "filters",
        label=_("Views you saved"),
        model="tickets.SavedFilter",
        by="member",
        export=("name", "query"),
        erase=privacy.delete,
    )


def _register_requests() -> None:
    privacy.register(
        "conversations",
        label=_("What was said about your requests"),
        model="tickets.Reply",
        by=said_to,
        export=CONVERSATION,
        erase=privacy.keep,  # with the request, below
        fate=privacy.SEALED,
    )
    privacy.register(
        "requests",
        label=_("Your requests"),
        model="tickets.Ticket",
        by="customer",
        export=REQUEST,
        erase=seal,
        fate=privacy.SEALED,
        covers=(
            "tickets.Excerpt",
            "tickets.TicketFile",
            "tickets.TicketEvent",
            "tickets.TicketEventPayload",
            "tickets.CallBack",
            "tickets.Sealed",
            "tickets.SealOpening",
        ),
    )
    retention.register(
        "requests",
        label=_("The words of requests that were closed"),
        days=1825,
        past=old_requests,
        forget=let_words_go,
    )


def said_to(member):
    """What they and the team said to one another; never a note of the team."""
    return Reply.objects.filter(ticket__customer=member, audience=Reply.Audience.CUSTOMER)


def seal(rows, member, departure) -> None:
    """Withdraws what is open, locks the words away, and blanks them where the team works."""
    for ticket in rows.order_by("pk"):
        seal_one(ticket, member)
    # Copies in the requests of others of what they said in a chat.
    Excerpt.objects.filter(author=member).update(author=None)


@transaction.atomic
def seal_one(ticket, member) -> None:
    if ticket.state in OPEN:
        ticket.withdraw(by=member)
        ticket = Ticket.objects.get(pk=ticket.pk)
    Sealed.objects.seal(ticket, content_of(ticket, member), as_of=timezone.now())
    blank(ticket)


def content_of(ticket, member) -> dict[str, Any]:
    """All that is blanked, for the vault."""
    events = TicketEventPayload.objects.filter(event__ticket=ticket).order_by("event__number")
    return {
        "customer": {"name": member.name, "email": member.email, "phone": member.phone},
        "ticket": {name: getattr(ticket, name) for name in ("key", *TEXTS)},
        "replies": list(
            ticket.replies.order_by("pk").values("created_at", "audience", "from_customer", "body")
        ),
        "excerpts": list(Excerpt.objects.filter(ticket=ticket).order_by("pk").values("said_at", "text")),
        "calls": list(CallBack.objects.filter(ticket=ticket).values("phone", "call_at")),
        "history": list(events.values("event__number", "event__kind", "salt", "payload")),
        "files": [_packed(file.upload) for file in _files(ticket)],
    }


def _files(ticket):
    return TicketFile.objects.filter(ticket=ticket).select_related("upload").order_by("pk")


def _packed(upload) -> dict[str, str]:
    """The file in its largest size, as text; only its name when it is not there any more."""
    packed = {"name": upload.name, "type": upload.content_type, "sha256": upload.sha256}
    for variant in upload.variants[-1:]:
        with suppress(FileNotFoundError), default_storage.open(upload.path(variant)) as file:
            packed["content"] = base64.b64encode(file.read()).decode()
    return packed


def blank(ticket) -> None:
    """The rows stay, so that numbers, dates and the chain of history stay true; their words are gone."""
    files = [file.upload for file in _files(ticket)]
    TicketFile.objects.filter(ticket=ticket).delete()
    for upload in files:
        upload.remove()
    Reply.objects.filter(ticket=ticket).update(body="", body_html="")
    Excerpt.objects.filter(ticket=ticket).update(text="", text_html="")
    CallBack.objects.filter(ticket=ticket).delete()
    TicketEventPayload.objects.filter(event__ticket=ticket).update(salt="", payload=None)
    Ticket.objects.filter(pk=ticket.pk).update(**dict.fromkeys(TEXTS, ""))


# Where their time is over


def old_requests(moment: datetime):
    """Closed since before then, and still with words or files; what was sealed has its own date."""
    files = TicketFile.objects.filter(ticket=OuterRef("pk"))
    worded = ~Q(text="") | ~Q(outcome_text="") | Exists(files)
    return Ticket.objects.closed().filter(worded, closed_at__lt=moment)


def let_words_go(rows) -> int:
    """Number, dates and the chain of history stay, for the yearly report."""
    return sum(_let_go(number) for number in list(rows.order_by("pk").values_list("pk", flat=True)))


@transaction.atomic
def _let_go(number: int) -> bool:
    ticket = Ticket.objects.closed().select_for_update(of=("self",)).filter(pk=number).first()
    if ticket is None:
        return False  # opened again in this moment
    blank(ticket)
    with translation.override(ticket.language):
        Ticket.objects.filter(pk=number).update(subject=gettext("Not kept any more"))
    return True
