"""Who may begin what in a group, now: asked when it is written, and again when what was scheduled goes out."""

from django.utils.translation import gettext as _

from community.groups.models import Group
from community.silences.models import require_voice
from community.writing.rights import may_post, may_write, speaks_for
from community.writing.written import require


def require_place(group: Group, by, kind: str) -> None:
    """Raises PermissionDenied, with a sentence for whoever writes."""
    require(may_write(group, by), _("Join the group to write in it."))
    require_voice(by, group)
    require(may_post(group, by), _("In this group its moderators post; everybody comments."))
    if kind == "announcement":
        require(speaks_for(group, by), _("Only moderators and staff can make announcements."))
    elif kind == "complaint":
        require(not by.is_staff, _("Complaints are for members. Open a request for a customer instead."))
