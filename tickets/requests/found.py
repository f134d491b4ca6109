"""One's own requests in the box of the search: never those of others, whatever one's role."""

from django.utils.translation import gettext_lazy as _

from community.rendering.folding import Folded
from community.search.sources import Source, holding, lines, register
from tickets.desk.models import Ticket


def own_requests(member, words):
    """The customer's requests by reference, subject, text and what they ask for; the newest first."""
    mine = (
        Ticket.objects.of_customer(member)
        .annotate(line_text=Folded.of("key", "subject", "text", "asks_for"))
        .filter(holding(words))
        .order_by("-pk")
    )
    return lines(mine, "requests", key="key", name="subject", about="key", at="opened_at")


def register_source() -> None:
    label = _("My requests")
    register(Source("requests", label, "inbox", own_requests, "/requests/{key}/", is_dated=True, rank=40))
