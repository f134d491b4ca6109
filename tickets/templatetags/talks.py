"""What the pages show of a talk: how long somebody waited."""

from django import template
from django.utils.translation import ngettext

register = template.Library()


@register.simple_tag
def waited(talk, as_of) -> str:
    minutes = int(talk.waited(as_of).total_seconds() // 60)
    if talk.taken_at is None:
        words = ngettext("has waited for %(n)d minute", "has waited for %(n)d minutes", minutes)
    else:
        words = ngettext("waited for %(n)d minute", "waited for %(n)d minutes", minutes)
    return words % {"n": minutes}
