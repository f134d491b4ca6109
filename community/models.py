"""Index, bottom concept first."""

from community.bookmarks.models import Bookmark
from community.chat.models import Message, MessagePicture, Participation, Room
from community.comments.models import Comment
from community.contacts.models import Block, ContactRule
from community.drafts.models import Draft
from community.events.keys import CalendarKey
from community.events.models import Event, EventReminder, Rsvp
from community.flags.models import Flag
from community.groups.memberships import Membership
from community.groups.models import Group
from community.groups.requests import JoinRequest
from community.moderation.models import ModerationAct
from community.notifications.choices import Choice
from community.notifications.deliveries import Delivery
from community.notifications.models import Inbox, Notification
from community.notifications.rhythm import Rhythm
from community.notifications.subscriptions import PushKey, PushSubscription
from community.polls.models import Poll, PollOption, Vote
from community.posts.levels import PostLevel
from community.posts.models import Post, PostRead
from community.posts.pictures import PostPicture
from community.posts.suggesting import SuggestionVote
from community.reactions.models import Reaction
from community.reports.models import Report
from community.search.models import SearchEntry, SearchWord, UnansweredSearch
from community.tournaments.models import Entry, Match, Statement, Tournament
from community.writing.revisions import Revision

__all__ = [
    "Block",
    "Bookmark",
    "CalendarKey",
    "Choice",
    "Comment",
    "ContactRule",
    "Delivery",
    "Draft",
    "Entry",
    "Event",
    "EventReminder",
    "Flag",
    "Group",
    "Inbox",
    "JoinRequest",
    "Match",
    "Membership",
    "Message",
    "MessagePicture",
    "ModerationAct",
    "Notification",
    "Participation",
    "Poll",
    "PollOption",
    "Post",
    "PostLevel",
    "PostPicture",
    "PostRead",
    "PushKey",
    "PushSubscription",
    "Reaction",
    "Report",
    "Revision",
    "Rhythm",
    "Room",
    "Rsvp",
    "SearchEntry",
    "SearchWord",
    "Statement",
    "SuggestionVote",
    "Tournament",
    "UnansweredSearch",
    "Vote",
]
