"""Who may write in a group: joining lets you write (D-16)."""

from community.groups.models import Group


def may_write(group: Group, member) -> bool:
    """Members of a living group, and managers anywhere."""
    return not group.is_archived and member.is_active and (member.is_manager or group.holds(member))


def keeps_order(group: Group, member) -> bool:
    return group.manageable_by(member)


def speaks_for(group: Group, member) -> bool:
    """Staff, and who keeps order in the group."""
    return member.is_staff or keeps_order(group, member)


def may_post(group: Group, member) -> bool:
    """Who may begin something; where its moderators post, the others comment."""
    if not may_write(group, member):
        return False
    return group.posting != Group.Posting.MODERATORS or speaks_for(group, member)


def waits_first(group: Group, member) -> bool:
    """Whether a moderator looks at what the member posts before anybody else does."""
    return group.posting == Group.Posting.APPROVED and not speaks_for(group, member)
