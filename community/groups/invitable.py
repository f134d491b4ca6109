"""Groups that an invitation to the house can promise: those in which whoever invites keeps order."""

from accounts.invitations import offers
from community.groups.models import Group


def groups_for(member) -> list[tuple[str, str]]:
    """(slug, name); not the default group, which everybody comes into anyhow."""
    groups = Group.objects.moderated_by(member).living().filter(is_default=False).order_by("name", "pk")
    return list(groups.values_list("slug", "name"))


offers.register(groups_for)
