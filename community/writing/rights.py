"""Who may write in a group: joining lets you write (D-16)."""

from community.groups.models import Group


def may_write(group: Group, member) -> bool:
    """Members of a living group, and managers anywhere."""
    return not group.is_archived and member.is_active and (member.is_manager or group.holds(member))


def keeps_order(group: Group, member) -> bool:
    return Group.objects.moderated_by(member).filter(pk=group.pk).exists()
