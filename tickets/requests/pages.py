"""What the pages of a request show, in a number of queries that does not grow with it."""

from datetime import timedelta
from functools import cached_property
from urllib.parse import urlencode

from django.utils import timezone

from accounts.made_once import made_once
from community import keyset
from community.chat.models import Message
from community.comments.models import Comment
from tickets.desk.models import Ticket
from tickets.desk.replies import files_of
from tickets.thanks.models import MOST, helpful

PAGE = 20
JUST_SENT = timedelta(minutes=10)


def listed(rows, before):
    """A page of them, and one more when others follow."""
    return rows.with_people().filter(pk__lt=before).order_by("-pk")[: PAGE + 1]


@made_once
def _all(reader, before):
    return listed(Ticket.objects.of_customer(reader), before)


@made_once
def _open(reader, before):
    return listed(Ticket.objects.of_customer(reader).still_open(), before)


@made_once
def _closed(reader, before):
    return listed(Ticket.objects.of_customer(reader).closed(), before)


LISTED = {"": _all, "open": _open, "closed": _closed}


class Listing:
    """One's requests, newest first, by state; keyset pages by number of the row."""

    def __init__(self, member, params):
        self.show = params.get("show") if params.get("show") in LISTED else ""
        before = keyset.number(params.get("before"))
        found = LISTED[self.show].objects(member, before=keyset.LARGEST if before is None else before)
        self.tickets, self.more = found[:PAGE], len(found) > PAGE

    @property
    def next_url(self) -> str:
        return "?" + urlencode({"show": self.show, "before": self.tickets[-1].pk})


class Detail:
    """One request as its customer reads it: never a word of the internal layer."""

    def __init__(self, ticket: Ticket):
        self.ticket = ticket

    @property
    def is_new(self) -> bool:
        """The receipt stands on top right after sending, until something has become of it."""
        is_untouched = self.ticket.is_open and self.ticket.answered_at is None
        return is_untouched and timezone.now() - self.ticket.opened_at < JUST_SENT

    @cached_property
    def thread_url(self) -> str:
        if not self.ticket.has_public_layer:
            return ""
        return (self.ticket.message or self.ticket.thread).get_absolute_url()

    @cached_property
    def _files(self):
        return files_of(self.ticket)

    @property
    def files(self) -> list:
        return self._files[None]

    @property
    def waits_for_solution(self) -> bool:
        """Answered, or opened again: the step that the request stands on is its solution."""
        return self.ticket.closed_at is None and (self.reopened or self.ticket.answered_at is not None)

    @property
    def reopened(self) -> bool:
        return self.ticket.is_open and self.ticket.reopened_at is not None

    @cached_property
    def private(self) -> list:
        replies = list(self.ticket.replies.for_customer().select_related("author"))
        for reply in replies:
            reply.attached = self._files[reply.pk]
        return replies

    @cached_property
    def words(self) -> list:
        """Private replies and official public answers in one order of time."""
        said = [("private", reply.created_at, reply) for reply in self.private]
        said += [("public", comment.created_at, comment) for comment in self.official]
        return [{"layer": layer, "word": word} for layer, _at, word in sorted(said, key=lambda row: row[1])]

    @cached_property
    def official(self):
        """The official answers, while the customer may read the thread: who left the group reads it no longer."""
        if self.ticket.thread is None:
            return []
        if self.ticket.message_id:
            seen = Message.objects.visible_to(self.ticket.customer).filter(reply_to=self.ticket.message_id)
        else:
            seen = Comment.objects.visible_to(self.ticket.customer)
            seen = seen.filter(post=self.ticket.thread, parent=self.ticket.comment)
        return list(seen.filter(official_at__isnull=False).select_related("author"))

    @cached_property
    def helpful(self) -> list:
        """Comments of others that may have helped, each with whether the customer said so; none before it is
        confirmed."""
        said = list(helpful(self.ticket)[:MOST])
        thanked = set(self.ticket.thanks.values_list("comment_id", flat=True)) if said else set()
        return [(comment, comment.pk in thanked) for comment in said]

    @cached_property
    def reopenable(self) -> bool:
        return self.ticket.reopenable()

    @cached_property
    def asks_confirmation(self) -> bool:
        return (
            self.ticket.state == Ticket.State.SOLVED and self.ticket.confirmed_at is None and self.reopenable
        )

    @cached_property
    def late(self) -> bool:
        promised = self.ticket.promised_at
        return self.ticket.is_open and promised is not None and promised < timezone.now()
