"""Excerpts: the messages of a chat chosen for a ticket, in its own copy. Nothing else of the room."""

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tickets.desk import copies, history


class Excerpting(models.Model):
    """Trait of the ticket: it quotes the talk that it came out of."""

    class Meta:
        abstract = True

    @transaction.atomic
    def quote(self, messages, *, by, as_of=None) -> None:
        """Keeps a copy of these messages; those that it has already stay as they were copied first."""
        known = set(self.excerpts.values_list("message_id", flat=True))
        fresh = [one for one in copies.in_order(messages) if one.pk not in known]
        if not fresh:
            return
        as_of = as_of or timezone.now()
        self.excerpts.bulk_create(Excerpt.copied(self, one) for one in fresh)
        history.record(self, "quoted", by=by, as_of=as_of, messages=[one.pk for one in fresh])


class Excerpt(models.Model):
    ticket = models.ForeignKey("tickets.Ticket", models.CASCADE, related_name="excerpts")
    message = models.ForeignKey("community.Message", models.PROTECT, related_name="excerpts")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    text = models.TextField(_("text"), blank=True)
    text_html = models.TextField(blank=True, editable=False)
    language = models.CharField(max_length=5)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "message"], name="message_quoted_once_a_ticket")
        ]
        ordering = ["message__number"]

    @classmethod
    def copied(cls, ticket, message) -> "Excerpt":
        """The message as it reads now, not stored yet."""
        return cls(
            ticket=ticket, message=message, author_id=message.author_id, text=message.body,
            text_html=message.body_html, language=message.language, said_at=message.said_at,
        )  # fmt: skip
