"""Tickets: a complaint that the brand has promised to answer."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.flags.handled import Handling


class TicketQuerySet(models.QuerySet):
    def visible_to(self, member):
        """One's own, those of one's teams, all for a manager."""
        return self.filter(self._workable(member) | Q(customer_id=member.pk))

    def workable_by(self, member):
        """Those that the member answers as staff."""
        return self.filter(self._workable(member))

    @staticmethod
    def _workable(member) -> Q:
        if not member.is_active or not member.is_staff:
            return Q(pk__in=[])
        if member.is_manager:
            return Q()
        return Q(team__in=member.teams.values("pk"))

    def open(self):
        return self.filter(state__in=Ticket.OPEN)


class Ticket(models.Model):
    State = Handling
    OPEN = (Handling.RECEIVED, Handling.IN_PROGRESS, Handling.WAITING)
    CLOSED = (Handling.SOLVED, Handling.NOT_ACCEPTED, Handling.WITHDRAWN, Handling.LAPSED)

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

    key = models.CharField(_("reference"), max_length=32, unique=True, editable=False)
    customer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="tickets")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    # At most one source; none for what came by mail, counter, telephone or "only staff" (contract 7.1).
    post = models.OneToOneField("community.Post", models.PROTECT, null=True, blank=True, related_name="ticket")
    comment = models.OneToOneField("community.Comment", models.PROTECT, null=True, blank=True, related_name="ticket")
    first = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="linked")  # "me too", later one
    channel = models.CharField(_("channel"), max_length=10, choices=Channel.choices)
    group = models.ForeignKey("community.Group", models.SET_NULL, null=True, blank=True, related_name="+")
    centre = models.ForeignKey("accounts.Centre", models.SET_NULL, null=True, blank=True, related_name="+")
    category = models.ForeignKey("tickets.Category", models.SET_NULL, null=True, blank=True, related_name="+")
    team = models.ForeignKey("tickets.Team", models.PROTECT, related_name="tickets")
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="assigned_tickets"
    )
    kind = models.CharField(_("kind"), max_length=9, choices=Kind.choices, default=Kind.COMPLAINT)
    priority = models.CharField(_("priority"), max_length=6, choices=Priority.choices, default=Priority.NORMAL)
    state = models.CharField(_("state"), max_length=12, choices=Handling.choices, default=Handling.RECEIVED)
    language = models.CharField(_("language"), max_length=5)
    # The ticket's own copy of what was said, and when (L-02): it stays whatever happens to the source.
    subject = models.CharField(_("subject"), max_length=140)
    text = models.TextField(_("text"))
    text_html = models.TextField()
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
    late_at = models.DateTimeField(null=True)  # when the first breach was noticed
    last_message_at = models.DateTimeField(default=timezone.now)
    last_message_by_customer = models.BooleanField(default=True)
    waiting_until = models.DateField(_("waiting until"), null=True, blank=True)
    waiting_for = models.CharField(_("what is missing"), max_length=500, blank=True)
    outcome_text = models.TextField(_("outcome"), blank=True)
    closed_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    reopened_at = models.DateTimeField(null=True)
    reopen_count = models.PositiveSmallIntegerField(default=0)
    submission = models.UUIDField(null=True, editable=False)
    # Moves with every message and change: a reply is held when it moved while the agent wrote.
    version = models.PositiveIntegerField(default=1)

    objects = TicketQuerySet.as_manager()

    class Meta:
        verbose_name = _("ticket")
        verbose_name_plural = _("tickets")
        constraints = [
            models.CheckConstraint(
                condition=Q(post__isnull=True) | Q(comment__isnull=True), name="ticket_has_at_most_one_source"
            ),
            models.UniqueConstraint(fields=["customer", "submission"], name="ticket_sent_once_by_its_customer"),
            models.UniqueConstraint(
                fields=["first", "customer"],
                condition=Q(channel="post", post__isnull=True) | Q(channel="comment", comment__isnull=True),
                name="me_too_once_a_customer",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["received", "in_progress", "waiting"], closed_at__isnull=True)
                | Q(state__in=["solved", "not_accepted", "withdrawn", "lapsed"], closed_at__isnull=False),
                name="ticket_closed_with_a_date",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(state="solved"), name="ticket_confirmed_only_when_solved"
            ),
            models.CheckConstraint(
                condition=~Q(state="waiting") | Q(waiting_until__isnull=False), name="ticket_waits_until_a_date"
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
            models.Index(fields=["customer", "-id"], name="ticket_by_customer"),
            models.Index(
                fields=["assignee", "due_at"],
                name="ticket_by_assignee",
                condition=Q(state__in=["received", "in_progress", "waiting"]),
            ),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def is_open(self) -> bool:
        return self.state in self.OPEN

    @property
    def thread(self):
        """The post under which the community reads about it, or None."""
        return self.post or (self.comment.post if self.comment_id else None)


class TicketNumber(models.Model):
    """The last number given out in a year; its row lock makes keys unique and gapless."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)


class ReplyQuerySet(models.QuerySet):
    def visible_to(self, member):
        """The customer reads what is addressed to them; the team reads it all."""
        tickets = Ticket.objects.workable_by(member).values("pk")
        theirs = Q(ticket__customer_id=member.pk, audience=Reply.Audience.CUSTOMER)
        return self.filter(Q(ticket__in=tickets) | theirs)


class Reply(models.Model):
    """A word in the private layer. Its audience never changes; the public layer is made of comments."""

    class Audience(models.TextChoices):
        CUSTOMER = "customer", _("Customer")
        INTERNAL = "internal", _("Internal")

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="replies")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    audience = models.CharField(max_length=8, choices=Audience.choices)
    from_customer = models.BooleanField(default=False)
    automatic = models.BooleanField(default=False)
    body = models.TextField(_("text"), max_length=20000)
    body_html = models.TextField(editable=False)
    channel = models.CharField(max_length=10, choices=Ticket.Channel.choices, default=Ticket.Channel.FORM)
    submission = models.UUIDField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["author", "submission"], name="reply_sent_once_by_its_author"),
            models.CheckConstraint(
                condition=Q(from_customer=False) | Q(audience="customer"), name="customers_write_no_internal_notes"
            ),
        ]
        indexes = [models.Index(fields=["ticket", "id"], name="reply_by_ticket")]


class TicketFile(models.Model):
    """A file of the ticket: of its first text (no reply) or of a reply; seen by whoever sees that."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="files")
    reply = models.ForeignKey(Reply, models.CASCADE, null=True, blank=True, related_name="files")
    upload = models.ForeignKey("accounts.Upload", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "upload"], name="file_once_in_a_ticket")]


class CannedReply(models.Model):
    """A prepared answer, in both languages."""

    name = models.CharField(_("name"), max_length=60)
    shortcut = models.SlugField(_("shortcut"), max_length=30, unique=True)
    body_en = models.TextField(_("text in English"), max_length=5000)
    body_es = models.TextField(_("text in Spanish"), max_length=5000)
    team = models.ForeignKey("tickets.Team", models.CASCADE, null=True, blank=True, related_name="canned_replies")

    class Meta:
        verbose_name = _("canned reply")
        verbose_name_plural = _("canned replies")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
