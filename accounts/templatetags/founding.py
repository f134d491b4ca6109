"""What the entrance says of a house in which nobody is yet."""

from django import template

from accounts.founding.models import is_owned

register = template.Library()


@register.simple_tag
def house_is_empty() -> bool:
    return not is_owned()
