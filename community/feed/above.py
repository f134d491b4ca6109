"""What stands above the feed for its reader alone: what they may do next.

above.register(lambda request: html or "")     # in apps.ready(); asked on the home page only
"""

from collections.abc import Callable

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from community.onboarding import leading

_pieces: list[Callable[..., str]] = []


def register(piece: Callable[..., str]) -> None:
    """`piece(request)` returns its HTML, or nothing for this reader."""
    if piece not in _pieces:
        _pieces.append(piece)


def pieces_for(request, rail) -> SafeString:
    """What rooms above have to say comes first; one's own first steps stand below it."""
    said = [piece(request) for piece in _pieces]
    said.append(leading.list_for(request.user, rail.first_steps))
    return format_html_join("", "{}", ((piece,) for piece in said))
