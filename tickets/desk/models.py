"""Tickets: a complaint that the brand has promised to answer."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.brand.models import Brand
from accounts.live import publish
from community.chat.models import Message
from community.comments.models import Comment
from community.flags.handled import Handling
from community.posts.faces import is_answered
from community.posts.models import Post
from tickets.desk import notices
from tickets.desk.answering import Answering
from tickets.desk.assigning import Assigning
from tickets.desk.excerpts import Excerpting
from tickets.desk.lifecycle import Lifecycle
from tickets.desk.opening import Opening
from tickets.desk.states import CLOSED, OPEN
from tickets.sla.models import BusinessCalendar

NEXT_STEPS: dict[str, Promise] = {
    Handling.RECEIVED: _("We have it, and a person will answer you."),
    Handling.IN_PROGRESS: _("A person is working on it."),
    Handling.WAITING: _("We need something from you: sign in, or answer our last mail."),
    "confirmed": _("You confirmed that it is solved."),
    Handling.SOLVED: _("We think that it is solved. If it is not, open it again within thirty days."),
    Handling.NOT_ACCEPTED: _(
        "We could not accept it: the reason and where you can turn next are in our last mail."
    ),
    Handling.WITHDRAWN: _("You withdrew it."),
    Handling.LAPSED: _(
        "It was closed because something was missing. You can open it again within thirty days."
    ),
}


class TicketQuerySet(Opening):
    def visible_to(self, member):
        """One's own, those of one's teams, all for a manager."""
        if member.is_manager:  # an empty condition would vanish beside another one
            return self.all()
        return self.filter(self._workable(member) | Q(customer_id=member.pk))

    def workable_by(self, member):
        """Those that the member answers as staff."""
        return self.filter(self._workable(member))

    def of_customer(self, member):
        """One's own requests."""
        return self.filter(customer_id=member.pk)

    @staticmethod
    def _workable(member) -> Q:
        if not member.is_staff:
            return Q(pk__in=[])
        if member.is_manager:
            return Q()
        return Q(team__in=member.teams.values("pk"))

    def with_people(self):
        """Whatever a page of one ticket or a list of them shows beside its own columns, in one query."""
        return self.select_related(
            "customer",
            "assignee",
            "team",
            "group",
            "centre",
            "category",
            "post__group",
            "comment__post__group",
            "message__room__group",
        )

    def at_hand(self):
        """The same for one ticket that is worked on. What it hangs on is asked for beside it: joined, the columns of
        post, comment and message together would take longer than all else on the page."""
        return self.select_related(
            "customer__customer_record", "assignee", "team", "group", "centre", "category"
        ).prefetch_related(
            models.Prefetch("post", Post.objects.select_related("group")),
            models.Prefetch("comment", Comment.objects.select_related("post__group")),
            models.Prefetch("message", Message.objects.select_related("room__group")),
        )

    def tracked(self, *, key: str, email: str):
        """The ticket of this reference and e-mail, or None; both must fit (L-03)."""
        return self.with_people().filter(key=key, customer__email=email.strip().lower()).first()

    def still_open(self):
        return self.filter(state__in=OPEN)

    def closed(self):
        return self.filter(state__in=CLOSED)


class Ticket(Answering, Assigning, Excerpting, Lifecycle):
    State = Handling

    class Kind(models.TextChoices):
        COMPLAINT = "complaint", _("Complaint")
        CLAIM = "claim", _("Claim")
        PETITION = "petition", _("Petition")
        QUESTION = "question", _("Question")

    class Priority(models.TextChoices):
        LOW = "low", _("Low")
        NORMAL = "normal", _("Normal")
        HIGH = "high", _("High")
        URGENT = "urgent", _("Urgent")

    class Channel(models.TextChoices):
        POST = "post", _("Post")
        COMMENT = "comment", _("Comment")
        CHAT = "chat", _("Chat")
        FORM = "form", _("Only staff")
        MAIL = "mail", _("E-mail")
        COUNTER = "counter", _("Counter")
        TELEPHONE = "telephone", _("Telephone")
        LETTER = "letter", _("Letter")

    class AnswerBy(models.TextChoices):
        """How the customer wants the answer (L-08)."""

        HERE = "", _("Here, as always")
        MAIL = "mail", _("E-mail")
        TELEPHONE = "telephone", _("Telephone")
        LETTER = "letter", _("Letter")
        COUNTER = "counter", _("They come by")

    key = models.CharField(_("reference"), max_length=32, unique=True, editable=False)
    customer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="tickets")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # At most one source; none for what came by mail, counter, telephone or "only staff" (D-1).
    post = models.OneToOneField(
        "community.Post", models.PROTECT, null=True, blank=True, related_name="ticket"
    )
    comment = models.OneToOneField(
        "community.Comment", models.PROTECT, null=True, blank=True, related_name="ticket"
    )
    message = models.OneToOneField(
        "community.Message", models.PROTECT, null=True, blank=True, related_name="ticket"
    )
    first = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="linked"
    )  # "me too", later one
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    group = models.ForeignKey("community.Group", models.SET_NULL, null=True, blank=True, related_name="+")
    centre = models.ForeignKey("accounts.Centre", models.SET_NULL, null=True, blank=True, related_name="+")
    category = models.ForeignKey("tickets.Category", models.SET_NULL, null=True, blank=True, related_name="+")
    team = models.ForeignKey("tickets.Team", models.PROTECT, related_name="tickets")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="assigned_tickets"
    )
    kind = models.CharField(_("kind"), max_length=9, choices=Kind.choices, default=Kind.COMPLAINT)
    priority = models.CharField(
        _("priority"), max_length=6, choices=Priority.choices, default=Priority.NORMAL
    )
    state = models.CharField(_("state"), max_length=12, choices=Handling.choices, default=Handling.RECEIVED)
    language = models.CharField(_("language"), max_length=5)
    # The ticket's own copy of what was said, and when (L-02): it stays whatever happens to the source.
    subject = models.CharField(_("subject"), max_length=140)
    text = models.TextField(_("text"))
    text_html = models.TextField()
    answer_by = models.CharField(_("answer by"), max_length=10, choices=AnswerBy.choices, blank=True)
    asks_for = models.CharField(_("asks for"), max_length=500, blank=True)
    experienced_on = models.DateField(_("date of the experience"), null=True, blank=True)
    original_at = models.DateTimeField(_("said"))
    opened_at = models.DateTimeField(_("received"), default=timezone.now)
    promised_at = models.DateTimeField(_("promised for"), null=True)
    promise_reason = models.CharField(_("reason of the new date"), max_length=280, blank=True)
    # For the queue, kept by verbs: the earliest running due of the brand's clocks, the legal one, who spoke last.
    due_at = models.DateTimeField(_("due"), null=True)
    due_kind = models.CharField(max_length=16, blank=True)
    legal_due_at = models.DateTimeField(_("legal deadline"), null=True)
    answered_at = models.DateTimeField(null=True)  # the first human answer that the customer could read
    last_message_at = models.DateTimeField(default=timezone.now)
    last_message_by_customer = models.BooleanField(default=True)
    waiting_until = models.DateField(_("waiting until"), null=True, blank=True)
    waiting_for = models.CharField(_("what is missing"), max_length=500, blank=True)
    waiting_reminded_at = models.DateTimeField(null=True)
    private_at = models.DateTimeField(null=True)  # when the customer took it out of the community's sight
    outcome_text = models.TextField(_("outcome"), blank=True)
    closed_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    reopened_at = models.DateTimeField(null=True)
    reopen_count = models.PositiveSmallIntegerField(default=0)
    submission = models.UUIDField(null=True, editable=False)
    # Moves with every message and change: a reply is held when it moved while the agent wrote.
    version = models.PositiveIntegerField(default=1)
    # Moves with whatever the customer may see: an internal note is not felt outside (row 3).
    shown_version = models.PositiveIntegerField(default=1)

    acting_at = None  # the time that the running verb works with; no column

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = _("ticket")
        verbose_name_plural = _("tickets")
        constraints = [
            models.CheckConstraint(
                condition=Q(post__isnull=True, comment__isnull=True)
                | Q(post__isnull=True, message__isnull=True)
                | Q(comment__isnull=True, message__isnull=True),
                name="ticket_has_at_most_one_source",
            ),
            models.UniqueConstraint(
                fields=["customer", "submission"], name="ticket_sent_once_by_its_customer"
            ),
            models.UniqueConstraint(
                fields=["first", "customer"],
                condition=Q(channel="post", post__isnull=True)
                | Q(channel="comment", comment__isnull=True)
                | Q(channel="chat", message__isnull=True),
                name="me_too_once_a_customer",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["received", "in_progress", "waiting"], closed_at__isnull=True)
                | Q(state__in=["solved", "not_accepted", "withdrawn", "lapsed"], closed_at__isnull=False),
                name="ticket_closed_with_a_date",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(state="solved"),
                name="ticket_confirmed_only_when_solved",
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(waiting_until__isnull=False),
                name="ticket_waits_until_a_date",
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="ticket_queue",
                condition=Q(state__in=["received", "in_progress", "waiting"]),
            ),
            models.Index(
                fields=["team", "due_at", "id"],
                name="ticket_queue_of_team",
                condition=Q(state__in=["received", "in_progress", "waiting"]),
            ),
            # What ended of late is counted beside what is open: without it the desk would read every ticket there is.
            models.Index(fields=["closed_at"], name="ticket_closed", condition=Q(closed_at__isnull=False)),
            models.Index(fields=["customer", "-id"], name="ticket_by_customer"),
            models.Index(
                fields=["assignee", "due_at"],
                name="ticket_by_assignee",
                condition=Q(state__in=["received", "in_progress", "waiting"]),
            ),
        ]

    def __str__(self) -> str:
        return self.key

    # Questions

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def source(self):
        """The post, comment or message it was said in, or None."""
        if self.message_id:
            return self.message
        return self.comment if self.comment_id else self.post

    @property
    def thread(self):
        """The post or the group's room in which the community reads about it, or None: what is said in a private
        room has no public layer."""
        if self.message_id:
            return self.message.room if self.message.room.is_group else None
        return self.comment.post if self.comment_id else self.post

    @property
    def is_for_staff_only(self) -> bool:
        """Whether the community reads nothing of it: it never stood in a group, or was taken out of sight."""
        return self.private_at is not None or not (self.post_id or self.comment_id or self.message_id)

    @property
    def calendar(self) -> BusinessCalendar:
        return BusinessCalendar.objects.governing(self)

    @property
    def zone(self):
        """The zone that its dates are told in: its centre's, else the brand's (D-20)."""
        return self.centre.zone if self.centre_id else Brand.current().zone

    def get_absolute_url(self) -> str:
        return reverse("request", args=[self.key])

    @property
    def promises_solution(self) -> bool:
        """Whether what is promised now is the solution, as the public strip says it."""
        return is_answered(self)

    @property
    def next_step(self) -> str:
        """One sentence for the public tracker: what happens now, without a word of what it is about (L-03)."""
        return str(NEXT_STEPS["confirmed" if self.confirmed_at else self.state])

    @property
    def first_legal_due(self):
        """The legal deadline that was named on the receipt; it stays there when the clock has stopped."""
        first = self.clocks.legal().order_by("due_at").first()
        return first.due_at if first else None

    # The steps that its verbs share

    def begin(self, as_of=None):
        """Locks the ticket and reads it anew; every verb starts here. Returns the time that it works with.

        The thread is locked before the ticket, as a comment or a flag does it: so they never wait for each other.
        """
        if self.message_id:
            self.message.room.lock()
        elif (thread := self.thread) is not None:
            Post.objects.select_for_update().filter(pk=thread.pk).first()
        self.refresh_from_db(from_queryset=Ticket.objects.select_for_update())
        self.acting_at = as_of or timezone.now()
        return self.acting_at

    def settle(self, *, internal: bool = False) -> None:
        """Saves what a verb changed, moves the version, and shows it to the community and to open pages; what is
        internal to the team's pages only."""
        self.version += 1
        self.shown_version += not internal
        self.save()
        publish.push(f"ticket:{self.pk}", {"event": "changed"})
        publish.push(f"queue:{self.team_id}", {"event": "changed"})
        if not internal:
            self.show()

    def show(self) -> None:
        """Writes the public strip onto the source (D-1), and tells the customer's open page."""
        if self.source is not None:
            self.source.show_handling(
                state=self.state,
                by=self.assignee,
                promised_at=self.promised_at if self.is_open else None,
                received_at=self.opened_at,
                answered_at=self.answered_at,
                closed_at=self.closed_at,
                confirmed_at=self.confirmed_at,
                reopened_at=self.reopened_at,
            )
        publish.push(f"request:{self.key}", {"event": "changed"})

    def joined_by_follower(self, member, *, as_of=None) -> None:
        """Somebody else flagged what this ticket is about: they follow it, and nothing else changes."""
        if member.pk != self.customer_id:
            notices.followed(self, by=member)
