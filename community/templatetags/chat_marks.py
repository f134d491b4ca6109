"""Tags of the chat."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from accounts.templatetags.shell import sprite

register = template.Library()


@register.simple_tag
def icon_named_by(name: str, word: str) -> SafeString:
    """An icon whose name stands elsewhere in the page, in the reader's language: what is drawn for everybody holds
    no word of ours."""
    return format_html(
        '<svg class="icon" role="img" aria-labelledby="chat-word-{}"><use href="{}#{}"/></svg>',
        word,
        sprite(),
        name,
    )
