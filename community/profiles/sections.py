"""What stands on a member's page of their own words, and of the groups that one has in common with them."""

from accounts.members import sections
from community.groups.models import Group
from community.profiles.answers import ProfileAnswer
from community.profiles.circles import Circle, is_near, is_open

ABOUT = "community/profiles/_about.html"


def register() -> None:
    sections.register(about, rank=10, as_seen=about_from)
    sections.register(in_common, rank=20)


def about(member, viewer) -> dict | None:
    """The words and answers as far as the viewer may read them; on one's own page with who sees each."""
    mine = member.pk == viewer.pk
    answers = ProfileAnswer.objects.visible_to(viewer).filter(member=member)
    return _about(member.bio if is_open(viewer, member) else "", answers, mine)


def about_from(member, circle: str) -> dict | None:
    bio = member.bio if circle == Circle.GROUPS or not member.is_minor() else ""
    return _about(bio, ProfileAnswer.objects.filter(member=member).seen_from(circle), False)


def _about(bio: str, answers, mine: bool) -> dict | None:
    said = list(answers)
    if not (bio or said or mine):
        return None
    return {"template": ABOUT, "bio": bio, "answers": said, "is_own": mine}


def in_common(member, viewer) -> dict | None:
    """The groups of both; nobody learns of a group that they are not in."""
    if member.pk == viewer.pk or not is_near(viewer, member):
        return None
    groups = Group.objects.joined_by(viewer).living().filter(is_default=False, memberships__member=member)
    found = list(groups.order_by("name"))
    return {"template": "community/profiles/_in_common.html", "groups": found} if found else None
