"""What stands on somebody else's page: block or ignore them, or take that back."""

from accounts.members import sections
from community.contacts.models import Block


def of(member, viewer) -> dict | None:
    if member == viewer:
        return None
    mine = Block.objects.by(viewer).filter(other=member).first()
    return {"template": "community/contacts/_of_member.html", "member": member, "mine": mine}


def register() -> None:
    sections.register(of, rank=90)
