"""How a ticket comes into being: once per source, with key, own copy of the words, clocks and promise."""

from django.db import models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.brand.models import Brand
from accounts.fragments import strip_marks
from accounts.live import publish
from community.writing import pace
from tickets.desk import copies, history, notices
from tickets.desk.keys import make_key, next_number
from tickets.sla.models import Clock
from tickets.teams.models import Team

FASTEST = 10  # complaints for staff alone in ten minutes, as many as posts


class Opening(models.QuerySet):
    """Verbs of the ticket's queryset."""

    @transaction.atomic
    def open(
        self, *, customer, opened_by, channel, text, text_html, original_at, as_of=None, uploads=(), **details
    ):
        """Opens a ticket. Returns it, with key, team, clocks, promise, history and notices in place.

        `original_at` is when it was said: legal clocks start there (L-01). The caller has made sure that the
        source has none yet, with the source's row locked.
        """
        as_of = as_of or timezone.now()
        year = timezone.localtime(as_of, Brand.current().zone).year
        group = details.get("group")
        ticket = self.create(
            key=make_key(Brand.current().key_prefix, year, next_number(year)),
            customer=customer,
            opened_by=opened_by,
            channel=channel,
            text=text,
            text_html=text_html,
            subject=strip_marks(details.pop("subject", "") or first_line(text)),
            language=details.pop("language", "") or customer.language or translation.get_language(),
            team=Team.objects.answering(category=details.get("category"), group=group),
            centre=details.pop("centre", None) or (group.centre if group else None),
            original_at=original_at,
            opened_at=as_of,
            last_message_at=as_of,
            **details,
        )
        ticket.acting_at = as_of
        ticket.keep_files(uploads)
        history.record(ticket, "opened", by=opened_by, as_of=as_of, channel=channel, text=text)
        Clock.objects.start(ticket, as_of)
        ticket.promised_at = Clock.objects.promise(ticket, as_of)
        ticket.save(update_fields=["promised_at"])
        ticket.show()
        publish.push(f"queue:{ticket.team_id}", {"event": "changed"})
        notices.opened(ticket, by=opened_by)
        return ticket

    def open_from(self, flag, *, asks_for="", chosen=(), as_of=None):
        """The ticket of what was flagged, opened now or long ago. Call it with the source's row locked.

        `chosen` are the messages that go along with a flagged one, as the ticket's own copy of the talk.
        """
        source = flag.source
        if (existing := self.of(source)) is not None:
            existing.joined_by_follower(flag.member, as_of=as_of)
            existing.quote(chosen, by=flag.member, as_of=as_of)
            return existing
        ticket = self.open(
            customer=source.author, opened_by=flag.member, as_of=as_of, asks_for=asks_for,
            **copies.of(source, chosen),
        )  # fmt: skip
        if flag.message_id:
            ticket.quote([source, *chosen], by=flag.member, as_of=as_of)
        return ticket

    @transaction.atomic
    def open_for_staff(
        self, *, member, text, text_html, group=None, noted_at=None, submission=None, as_of=None, **details
    ):
        """“Only staff”: a ticket without a source. Returns it; a repeated submission returns the first one made.

        Raises ValidationError for what was sent just now, to the letter the same, and for more than a person writes.
        History that is loaded (`as_of` given) has no pace.
        """
        pace.one_at_a_time(member)
        if submission and (sent := self.filter(customer=member, submission=submission).first()) is not None:
            return sent
        if as_of is None:
            self._require_measure(member, text)
        as_of = as_of or timezone.now()
        return self.open(
            customer=member, opened_by=member, channel="form", text=text, text_html=text_html, group=group,
            original_at=noted_at or as_of, submission=submission, as_of=as_of, **details,
        )  # fmt: skip

    def _require_measure(self, member, text: str) -> None:
        own, columns = self.filter(channel="form"), {"of": "opened_by", "at": "opened_at"}
        pace.keep(own, member, FASTEST, **columns)
        said = _("You have sent exactly this already: it is among your requests.")
        pace.no_echo(own.filter(text=text), member, said, **columns)

    def of(self, source):
        """The ticket of a post, comment or message, or None."""
        return self.filter(**{source._meta.model_name: source}).first()

    def hanging_on(self, post):
        """Tickets whose public layer is this thread: its own, and those of its comments. Put together from two indexes:
        asked for one or the other, PostgreSQL would read every ticket there is. Only comments that were received as a
        request are looked at (law H2), however long the thread is."""
        handled = {"comment__post": post, "comment__received_at__isnull": False}
        own, below = (self.model.objects.filter(**where).values("pk") for where in ({"post": post}, handled))
        return self.filter(pk__in=own.union(below, all=True)).order_by("pk")

    def open_me_too(self, source, first, *, member, text, text_html, as_of=None):
        """“It happened to me too”: the member's own ticket, linked to the first. Said again it is the same one, and
        new words become a message in it. Raises NotPossible where nothing can be added any more."""
        mine = self.filter(first=first, customer=member).first()
        if mine is not None:
            if text != source.body:  # the first complaint's words stand in for whoever says none
                mine.add_words(text, by=member, as_of=as_of)
            return mine
        kept = copies.of(source) | {
            "text": text, "text_html": text_html, source._meta.model_name: None, "subject": first.subject,
            "first": first, "original_at": as_of or timezone.now(), "uploads": (),
        }  # fmt: skip
        return self.open(customer=member, opened_by=member, as_of=as_of, **kept)


def first_line(text: str) -> str:
    line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return line if len(line) <= 90 else line[:89].rsplit(" ", 1)[0] + "…"
