"""What the desk's pages show of a ticket: its badge, and its history in words."""

from django import template
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from community.rendering.mentions import named
from tickets.correspondence import tracks
from tickets.desk.models import Ticket
from tickets.workplace import side
from tickets.workplace.badges import badge_of

register = template.Library()

WORDS = {
    "opened": _("Opened"),
    "claimed": _("The customer has shown who they are"),
    "public_answer": _("Answered in public"),
    "reply": _("Wrote to the customer"),
    "note": _("Left a note"),
    "customer_wrote": _("The customer wrote"),
    "customer_commented": _("The customer commented"),
    "assigned": _("Assigned"),
    "moved": _("Moved to another team"),
    "priority": _("Priority changed"),
    "sorted": _("Classified"),
    "promised": _("New date promised"),
    "waiting": _("Waiting for the customer"),
    "customer_reminded": _("The customer was reminded"),
    "solved": _("Solved"),
    "not_accepted": _("Not accepted"),
    "withdrawn": _("Withdrawn"),
    "lapsed": _("Lapsed"),
    "confirmed": _("Confirmed by the customer"),
    "reopened": _("Reopened"),
    "visibility": _("Visibility changed"),
    "quoted": _("Messages of the chat copied"),
}
TOLD = ("text", "note", "reason", "missing")


@register.inclusion_tag("components/_sla_badge.html")
def sla_badge(ticket: Ticket, as_of) -> dict:
    badge = badge_of(ticket, as_of)
    return {"state": badge.state, "label": badge.label, "due": badge.due, "clock": badge.clock}


@register.filter
def with_names(html: str) -> str:
    """The stored text with the names of whom it mentions; asks the database only where somebody is mentioned."""
    return named(html)


@register.simple_tag
def staff_state(ticket: Ticket) -> str:
    """The state in the words of the desk: what the customer reads as "waiting for you" is waiting for them here."""
    waits = ticket.state == Ticket.State.WAITING
    return gettext("Waiting for the customer") if waits else ticket.get_state_display()


@register.filter
def track(mail) -> str:
    """What became of the mail that carried it."""
    return tracks.words_of(mail)


@register.simple_tag
def event_words(event) -> str:
    return WORDS.get(event.kind, event.kind)


@register.simple_tag
def event_detail(event) -> str:
    """The first words of what the act was about; empty where there were none, or where they were erased."""
    payload = event.detail.payload or {}
    said = next((payload[name] for name in TOLD if payload.get(name)), "")
    return said if len(said) <= 160 else said[:159] + "…"


@register.simple_tag(takes_context=True)
def work_card(context, space) -> str:
    return side.work(space.ticket, space.member, str(context["csrf_token"]))


@register.simple_tag(takes_context=True)
def acts_card(context, space) -> str:
    return side.acts(space, str(context["csrf_token"]))
