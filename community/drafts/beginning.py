"""With which draft a form begins."""

import uuid

from community.drafts.models import Draft

# Who comes with one of these wants to begin something in particular.
PARTICULAR = frozenset({"group", "body", "tags", "fresh", "quote"})


def begun(request, place: str) -> Draft | None:
    """The one that the address asks for; else the last one of this place, unless something else is wanted."""
    if request.method == "POST":
        return None
    if wanted := request.GET.get("draft"):
        return Draft.objects.visible_to(request.user).filter(submission=key(wanted), place=place).first()
    if PARTICULAR & set(request.GET):
        return None
    return Draft.objects.latest_at(place, request.user)


def key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
