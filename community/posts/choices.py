"""What the composer offers: kinds of post and groups, for this member."""

from django.core.validators import slug_re

from community.groups.models import Group
from community.posts.models import Post
from community.writing.rights import speaks_for

Kind = Post.Kind
ORDER = (Kind.COMPLAINT, Kind.QUESTION, Kind.SUGGESTION, Kind.STORY, Kind.ANNOUNCEMENT)


def kind_choices(member) -> list[tuple[str, str]]:
    """Complaints are for customers, announcements for staff and for whoever keeps order somewhere."""
    offered = set(ORDER)
    if member.is_staff:
        offered.discard(Kind.COMPLAINT)
    elif not Group.objects.moderated_by(member).exists():
        offered.discard(Kind.ANNOUNCEMENT)
    return [(kind.value, kind.label) for kind in ORDER if kind in offered]


def groups_to_write_in(member, wanted: str = "") -> list[Group]:
    """Their own living groups, the default one first; and the free one that they want to write in, if there is one."""
    living = Group.objects.living()
    groups = list(living.joined_by(member).order_by("-is_default", "name"))
    if slug_re.match(wanted) and wanted not in {group.slug for group in groups}:
        found = living.visible_to(member).filter(slug=wanted).first()
        groups += [found] if found and found.joinable_by(member) else []
    return [group for group in groups if is_open(group, member)]


def is_open(group: Group, member) -> bool:
    """Whether the member may begin something there, once they are in it."""
    return group.posting != Group.Posting.MODERATORS or speaks_for(group, member)
