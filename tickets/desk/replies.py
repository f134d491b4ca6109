"""The private layer: what customer and staff write to each other, and what staff keep to themselves."""

from collections import defaultdict

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.made_once import made_once
from tickets.desk.models import Ticket


class ReplyQuerySet(models.QuerySet):
    def visible_to(self, member):
        """The customer reads what is addressed to them; the team reads it all."""
        tickets = Ticket.objects.workable_by(member).values("pk")
        theirs = Q(ticket__customer_id=member.pk, audience=Reply.Audience.CUSTOMER)
        return self.filter(Q(ticket__in=tickets) | theirs)

    def for_customer(self):
        """What the customer may read, whoever asks: pages, mails and receipts made for them."""
        return self.filter(audience=Reply.Audience.CUSTOMER)


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
                condition=Q(from_customer=False) | Q(audience="customer"),
                name="customers_write_no_internal_notes",
            ),
        ]
        indexes = [models.Index(fields=["ticket", "id"], name="reply_by_ticket")]

    def __str__(self) -> str:
        return f"{self.ticket} {self.pk}"


class TicketFile(models.Model):
    """A file of the ticket: of its first text (no reply) or of a reply; seen by whoever sees that."""

    ticket = models.ForeignKey(Ticket, models.CASCADE, related_name="files")
    reply = models.ForeignKey(Reply, models.CASCADE, null=True, blank=True, related_name="files")
    upload = models.ForeignKey("accounts.Upload", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ticket", "upload"], name="file_once_in_a_ticket")]


def files_of(ticket) -> dict[int | None, list[TicketFile]]:
    """All files of a ticket by the reply that carries them; those of its first text under None. One query."""
    found = defaultdict(list)
    for file in _files.objects(ticket=ticket.pk):
        found[file.reply_id].append(file)
    return found


@made_once
def _files(ticket):
    return TicketFile.objects.filter(ticket=ticket).select_related("upload").order_by("pk")


class CannedReply(models.Model):
    """A prepared answer, in both languages."""

    name = models.CharField(_("name"), max_length=60)
    shortcut = models.SlugField(_("shortcut"), max_length=30, unique=True)
    body_en = models.TextField(_("text in English"), max_length=5000)
    body_es = models.TextField(_("text in Spanish"), max_length=5000)
    team = models.ForeignKey(
        "tickets.Team",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="canned_replies",
        verbose_name=_("team"),
    )

    class Meta:
        verbose_name = _("canned reply")
        verbose_name_plural = _("canned replies")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
