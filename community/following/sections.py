"""On a member's page: to follow them or no longer; on one's own how many follow."""

from accounts.members import sections
from community.following.models import Follow, is_offered


def register() -> None:
    sections.register(of, place=sections.ACTS, rank=20)


def of(member, viewer) -> dict | None:
    if member.pk == viewer.pk:
        return {"template": "community/following/_followed.html", "count": Follow.objects.count_of(member)}
    if not is_offered(viewer, member):
        return None
    follows = Follow.objects.filter(member=viewer, other=member).exists()
    return {"template": "community/following/_of_member.html", "member": member, "follows": follows}
