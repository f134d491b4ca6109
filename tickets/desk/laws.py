"""What must hold about tickets (docs/laws.md)."""

from django.db.models import Count, Exists, F, Max, OuterRef, Q

from accounts import invariants
from community.chat.models import Message, Participation
from community.comments.models import Comment
from community.flags.models import Flag
from community.posts.models import Post
from tickets.desk.excerpts import Excerpt
from tickets.desk.history import TicketEvent, broken_links
from tickets.desk.models import Ticket
from tickets.desk.replies import Reply


@invariants.register("I1", "Every accepted complaint has exactly one ticket")
def complaint_without_ticket() -> int:
    lost = Post.objects.filter(kind=Post.Kind.COMPLAINT, deleted_at__isnull=True, ticket__isnull=True).count()
    flagged = Q(flags__only_follows=False)
    for model in (Post, Comment, Message):
        lost += model.objects.filter(flagged, ticket__isnull=True).distinct().count()
    return lost


@invariants.register("I10", "Every staff word and every change of state is in the history")
def unrecorded_acts() -> int:
    kinds = Q(
        events__kind__in=["reply", "note", "customer_wrote", "waiting", "solved", "not_accepted", "reopened"]
    )
    silent = Ticket.objects.filter(replies__isnull=False).exclude(kinds).distinct().count()
    born = (
        Ticket.objects.annotate(births=Count("events", filter=Q(events__kind="opened")))
        .exclude(births=1)
        .count()
    )
    return silent + born


@invariants.register("H1", "The history of every ticket is an unbroken chain")
def broken_chains() -> int:
    return sum(broken_links(ticket) for ticket in Ticket.objects.order_by("pk").iterator(500))


@invariants.register("H2", "What the community sees of a request is what its ticket says")
def strips_that_lie() -> int:
    wrong = 0
    for source in ("post", "comment", "message"):
        wrong += (
            Ticket.objects.filter(**{f"{source}__isnull": False})
            .exclude(**{f"{source}__handling": F("state"), f"{source}__received_at": F("opened_at")})
            .count()
        )
    return wrong


@invariants.register("H3", "No internal note is addressed to a customer")
def leaked_notes() -> int:
    return Reply.objects.filter(audience="internal", from_customer=True).count()


@invariants.register("H4", "History numbers run 1, 2, 3 … without a gap")
def history_gaps() -> int:
    rows = TicketEvent.objects.order_by().values("ticket").annotate(top=Max("number"), rows=Count("pk"))
    return rows.exclude(top=F("rows")).count()


@invariants.register(
    "H5", "A request out of chat keeps what was chosen: the flagged message, and only of its room"
)
def excerpts_of_another_talk() -> int:
    kept = Excerpt.objects.filter(ticket=OuterRef("pk"), message=OuterRef("message"))
    without = Ticket.objects.filter(message__isnull=False).exclude(Exists(kept)).count()
    return without + Excerpt.objects.exclude(message__room=F("ticket__message__room")).count()


@invariants.register("H6", "Only who took part has made a complaint out of a private room")
def flagged_by_outsiders() -> int:
    seats = Participation.objects.filter(room=OuterRef("message__room"), member=OuterRef("member"))
    return (
        Flag.objects.filter(message__room__group__isnull=True, message__isnull=False)
        .exclude(Exists(seats))
        .count()
    )
