"""Calls back: outside the opening hours a number and an hour are left, and it is a request with a date (L-10)."""

from django.db import models
from django.utils import timezone, translation
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from community.rendering.markdown import render
from community.transactions import all_or_nothing
from community.writing import pace
from tickets.desk.models import Ticket
from tickets.desk.opening import first_line
from tickets.talks import hours

FASTEST = 6  # calls back in ten minutes


class CallBackQuerySet(models.QuerySet["CallBack"]):
    def visible_to(self, member):
        """Those that the member works on as staff."""
        return self.filter(ticket__in=Ticket.objects.workable_by(member).values("pk"))

    def due(self):
        """Those still to be made, the earliest hour first."""
        return self.filter(ticket__in=Ticket.objects.still_open(), ticket__answered_at=None).order_by(
            "call_at", "pk"
        )

    @all_or_nothing
    def ask(self, *, by, phone: str, call_at, text: str = "", submission=None, as_of=None) -> "CallBack":
        """Opens the request with the hour in it; a repeated submission returns what the first one made.

        Raises ValidationError for the seventh within ten minutes.
        """
        pace.one_at_a_time(by)
        made = submission and self.filter(ticket__customer=by, ticket__submission=submission).first()
        if made:
            return made
        if as_of is None:
            pace.keep(self.all(), by, FASTEST, of="ticket__customer", at="ticket__opened_at")
        as_of = as_of or timezone.now()
        words = words_of(by, phone, call_at, text)
        ticket = Ticket.objects.open_for_staff(
            member=by, text=words, text_html=render(words), kind=Ticket.Kind.QUESTION,
            subject=first_line(text) or _("Please call me back"), submission=submission, as_of=as_of,
        )  # fmt: skip
        return self.get_or_create(ticket=ticket, defaults={"phone": phone, "call_at": call_at})[0]


class CallBack(models.Model):
    ticket = models.OneToOneField(Ticket, models.CASCADE, primary_key=True, related_name="call_back")
    phone = models.CharField(gettext_lazy("telephone"), max_length=32)
    call_at = models.DateTimeField(gettext_lazy("when"))  # the hour that begins then

    objects = CallBackQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("call back")
        verbose_name_plural = gettext_lazy("calls back")

    def __str__(self) -> str:
        return f"{self.ticket} {self.phone}"


def hour_of(call_at) -> str:
    """ "Monday 23 November, 9:00–10:00", in the language that is on and the zone of the calendar."""
    begin = timezone.localtime(call_at, hours.zone())
    pattern = pgettext("an hour", "l j F, H:i")
    return f"{date_format(begin, pattern)}–{date_format(begin + hours.HOUR, 'H:i')}"


def words_of(member, phone: str, call_at, text: str) -> str:
    """What the request says, in the member's language."""
    with translation.override(member.language or translation.get_language()):
        asked = _("Please call me back: %(phone)s, %(hour)s.") % {"phone": phone, "hour": hour_of(call_at)}
    return f"{asked}\n\n{text}" if text else asked
