"""Index, bottom concept first."""

from community.bookmarks.models import Bookmark
from community.chat.models import Message, MessagePicture, Participation, Room
from community.comments.models import Comment
from community.contacts.models import Block, ContactRule
from community.events.keys import CalendarKey
from community.events.models import Event, EventReminder, Rsvp
from community.flags.models import Flag
from community.groups.memberships import Membership
from community.groups.models import Group
from community.groups.requests import JoinRequest
from community.moderation.models import ModerationAct
from community.notifications.models import Inbox, Notification
from community.polls.models import Poll, PollOption, Vote
from community.posts.models import Post, PostRead
from community.posts.pictures import PostPicture
from community.posts.suggesting import SuggestionVote
from community.reactions.models import Reaction
from community.reports.models import Report
from community.writing.revisions import Revision

__all__ = [
    "Block",
    "Bookmark",
    "CalendarKey",
    "Comment",
    "ContactRule",
    "Event",
    "EventReminder",
    "Flag",
    "Group",
    "Inbox",
    "JoinRequest",
    "Membership",
    "Message",
    "MessagePicture",
    "ModerationAct",
    "Notification",
    "Participation",
    "Poll",
    "PollOption",
    "Post",
    "PostPicture",
    "PostRead",
    "Reaction",
    "Report",
    "Revision",
    "Room",
    "Rsvp",
    "SuggestionVote",
    "Vote",
]
