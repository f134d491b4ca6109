"""Index, bottom concept first."""

from community.comments.models import Comment, Revision
from community.flags.models import Flag
from community.groups.memberships import Membership
from community.groups.models import Group
from community.groups.requests import JoinRequest
from community.moderation.models import ModerationAct
from community.notifications.models import Inbox, Notification
from community.posts.models import Post, PostPicture, PostRead
from community.reactions.models import Reaction
from community.reports.models import Report

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
