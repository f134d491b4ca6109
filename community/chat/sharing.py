"""“Me too” below a message that is somebody else's complaint: who reads it, and whether they have said so."""

from functools import lru_cache

from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.utils import translation

from accounts.roles import STAFF
from community.flags.handled import OPEN
from community.flags.models import Flag


def said_by(member) -> Exists:
    """For a queryset of messages: the member called it a complaint, or theirs too."""
    return Exists(Flag.objects.filter(message=OuterRef("pk"), member_id=member.pk, only_follows=False))


def is_shared(found: dict, member) -> bool:
    """An open complaint of another customer, as `shared_by` has it; of whom the member ignores nothing is asked."""
    by_customer = found["author_id"] not in (None, member.pk) and found["author__role"] not in STAFF
    is_there = not any(found[name] for name in ("deleted_at", "hidden_at", "official_at", "folded"))
    return found["handling"] in OPEN and by_customer and is_there and not member.is_staff


def word(pk: int, has_said_so: bool) -> str:
    return drawn(translation.get_language(), has_said_so).replace("\x1e", str(pk))


@lru_cache(maxsize=16)
def drawn(language: str, is_pressed: bool) -> str:
    return render_to_string("community/chat/_me_too.html", {"pk": "\x1e", "is_pressed": is_pressed})
