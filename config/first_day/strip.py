"""What a manager's home says of setting up: how far it is, and where it goes on. Silent once every step was decided."""

from django.template.loader import render_to_string
from django.urls import reverse

from config.first_day.progress import Progress


def strip(request) -> str:
    if not request.user.is_manager:
        return ""
    progress = Progress()
    return (
        "" if progress.is_over else render_to_string("config/first_day/_strip.html", {"progress": progress})
    )


def first_address(member) -> str:
    """A manager whose house nobody has begun to set up is led there first."""
    return reverse("first-day:index") if member.is_manager and not Progress().has_begun else ""
