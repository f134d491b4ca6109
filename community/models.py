"""Index, bottom concept first."""

from community.comments.models import Comment
from community.flags.models import Flag
from community.groups.memberships import Membership
from community.groups.models import Group
from community.groups.requests import JoinRequest
from community.moderation.models import ModerationAct
from community.notifications.models import Inbox, Notification
from community.posts.models import Post, PostRead
from community.posts.pictures import PostPicture
from community.reactions.models import Reaction
from community.reports.models import Report
from community.writing.revisions import Revision

__all__ = [
    "Comment",
    "Flag",
    "Group",
    "Inbox",
    "JoinRequest",
    "Membership",
    "ModerationAct",
    "Notification",
    "Post",
    "PostPicture",
    "PostRead",
    "Reaction",
    "Report",
    "Revision",
]
