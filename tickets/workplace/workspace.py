"""The workspace: one ticket with its three layers apart, and the customer beside it."""

import uuid
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from django.db.models import Q, prefetch_related_objects
from django.utils import timezone
from django.utils.safestring import SafeString

from accounts.made_once import made_once
from community.chat.models import Message
from community.comments.models import Comment
from tickets.correspondence import tracks
from tickets.desk.models import Ticket
from tickets.desk.replies import CannedReply, files_of
from tickets.desk.states import OPEN, WAYS, State
from tickets.sla.models import Clock
from tickets.workplace import forms
from tickets.workplace.badges import badge_for, badge_of
from tickets.workplace.rows import filled_neighbours, first_rows
from tickets.workplace.views_of import VIEWS

TABS = ("public", "customer", "internal", "history")
LATEST = 50
NEAR = 100


class Workspace:
    """What the page of a ticket shows to a member of its team; only the open tab's words are read."""

    def __init__(self, ticket: Ticket, member, *, tab: str = "", composer=None, held: bool = False):
        self.ticket, self.member, self.held = ticket, member, held
        self.as_of = timezone.now()
        self.tab = tab if tab in self.tabs else self.tabs[0]
        self._composer = composer

    # Tabs

    @cached_property
    def tabs(self) -> list[str]:
        return [tab for tab in TABS if tab != "public" or self.ticket.thread is not None]

    @cached_property
    def comments(self) -> list[Comment | Message]:
        """The public thread, oldest first; the latest of a long one. Of a chat the official answers to what was
        flagged: what else is said in the room is not the team's to read."""
        if self.ticket.message_id:
            found = _answers_in_chat.objects(self.member, message=self.ticket.message_id)
        else:
            found = _thread.objects(self.member, post=self.ticket.thread.pk)
        prefetch_related_objects(found, "pictures__upload")
        return [one for one in reversed(found) if not self._says_the_same(one)]

    def _says_the_same(self, said: Comment | Message) -> bool:
        """The comment out of which the request came stands above the others; again only when it was changed since."""
        return said.pk == self.ticket.comment_id and said.body == self.ticket.text

    @cached_property
    def excerpts(self) -> list:
        """The messages that were chosen for it, in the order in which they were said."""
        return list(self.ticket.excerpts.select_related("author")) if self.ticket.message_id else []

    @cached_property
    def replies(self) -> list:
        """What was written to and by the customer, or the notes: the tab says which. Never both."""
        words = self.ticket.replies.filter(audience="internal" if self.tab == "internal" else "customer")
        tracked = tracks.beside_replies(words.select_related("author"))
        latest = list(tracked.order_by("-pk")[:LATEST])[::-1]
        for reply in latest:
            reply.attached = self._files[reply.pk]
        return latest

    @cached_property
    def events(self) -> list:
        return list(self.ticket.events.select_related("actor", "detail").order_by("-number")[:LATEST])

    @cached_property
    def _files(self):
        return files_of(self.ticket)

    @property
    def files(self) -> list:
        return self._files[None]

    @cached_property
    def composer(self):
        """The form of the open tab; what was typed into a held or refused one is still in it."""
        if self._composer is not None:
            return self._composer
        fresh = {"seen": self.ticket.version, "submission": uuid.uuid4()}
        if self.tab == "public":
            return forms.PublicAnswerForm(ticket=self.ticket, initial=fresh)
        return forms.PrivateForm(member=self.member, initial=fresh)

    @cached_property
    def can_publish(self) -> bool:
        return self.ticket.has_public_layer

    # Beside it

    @cached_property
    def badge(self):
        return badge_of(self.ticket, self.as_of)

    @cached_property
    def clocks(self) -> list[dict]:
        """Every clock that still counts, the nearest first, each with its own badge."""
        running = Clock.objects.filter(ticket=self.ticket).unstopped().order_by("due_at")
        return [
            {"clock": clock, "badge": badge_for(clock.due_at, self.as_of) if clock.due_at else None}
            for clock in running
        ]

    @cached_property
    def near(self) -> list["Near"]:
        """The customer's other requests and those linked to this one, newest first, as far as the member may know."""
        ticket = self.ticket
        rows = _near.rows(self.member, customer=ticket.customer_id, ticket=ticket.pk, first=ticket.first_id)
        return [Near(*row) for row in rows]

    @property
    def others(self) -> list["Near"]:
        return self.near[:6]

    @cached_property
    def past(self) -> dict:
        """How many requests the customer has made, this one among them."""
        theirs = [self.ticket, *(near for near in self.near if near.customer_id == self.ticket.customer_id)]
        return {
            "all": len(theirs),
            "open": sum(ticket.is_open for ticket in theirs),
            "reopened": sum(ticket.reopen_count > 0 for ticket in theirs),
        }

    @property
    def neighbours(self) -> SafeString:
        """The head of the queue, for the left pane."""
        rows = first_rows(self.member, VIEWS["open"], self.as_of, 12)
        return filled_neighbours(rows, self.as_of, self.ticket.pk)

    @cached_property
    def canned(self) -> list[CannedReply]:
        mine = Q(team=None) | Q(team=self.ticket.team_id)
        return list(CannedReply.objects.filter(mine))

    # Acts

    def may_become(self, state: str) -> bool:
        return state in WAYS[self.ticket.state]

    @property
    def may_wait(self) -> bool:
        return self.ticket.state in (State.RECEIVED, State.IN_PROGRESS)

    @property
    def may_solve(self) -> bool:
        return self.ticket.is_open

    @property
    def may_refuse(self) -> bool:
        return self.may_become(State.NOT_ACCEPTED)

    @property
    def may_reopen(self) -> bool:
        return self.ticket.reopenable(self.as_of)


@dataclass(frozen=True, slots=True)
class Near:
    """What a list of a customer's requests says of one."""

    COLUMNS: ClassVar = ("pk", "subject", "state", "reopen_count", "customer_id", "customer__name")

    pk: int
    subject: str
    state: str
    reopen_count: int
    customer_id: int
    who: str

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def state_words(self) -> str:
        return str(State(self.state).label)


@made_once
def _thread(reader, post):
    return latest(Comment.objects.visible_to(reader).filter(post=post))


@made_once
def _answers_in_chat(reader, message):
    official = Message.objects.visible_to(reader).filter(official_at__isnull=False)
    return latest(official.filter(reply_to=message))


def latest(words):
    return words.select_related("author").order_by("-pk")[:LATEST]


@made_once
def _near(reader, customer, ticket, first):
    near = Q(customer=customer) | Q(first=ticket) | Q(pk=first)
    rows = Ticket.objects.workable_by(reader).filter(near).exclude(pk=ticket)
    return rows.order_by("-pk").values_list(*Near.COLUMNS)[:NEAR]
