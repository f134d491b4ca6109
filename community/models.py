"""Index, bottom concept first."""

from community.alerts.models import Alert
from community.badges.models import Badge
from community.bookmarks.models import Bookmark
from community.chat.models import Message, MessagePicture, Participation, Room
from community.clarifications.models import Clarification
from community.comments.models import Comment
from community.comments.pictures import CommentPicture
from community.concert.models import Concert
from community.concert.traces import Trace
from community.contacts.models import Block, ContactRule
from community.contests.models import Contest, ContestEntry
from community.digests.models import Digest, Issue
from community.drafts.models import Draft
from community.events.keys import CalendarKey
from community.events.models import Event, EventReminder, Rsvp
from community.flags.models import Flag
from community.following.models import Follow
from community.groups.memberships import Membership
from community.groups.models import Group
from community.groups.requests import JoinRequest
from community.moderation.appeals import Appeal
from community.moderation.corrections import Correction
from community.moderation.models import ModerationAct
from community.moderation.proposals import Proposal
from community.notifications.choices import Choice
from community.notifications.deliveries import Delivery
from community.notifications.models import Inbox, Notification
from community.notifications.rhythm import Rhythm
from community.notifications.subscriptions import PushKey, PushSubscription
from community.onboarding.models import FirstSteps
from community.polls.models import Poll, PollOption, Vote
from community.posts.levels import PostLevel
from community.posts.models import Post, PostRead
from community.posts.pictures import PostPicture
from community.posts.suggesting import SuggestionVote
from community.posts.tagging import PostTag
from community.praise.models import Praise
from community.profiles.models import ProfileAnswer, ProfileChoice, ProfileField, ProfileOption
from community.reactions.models import Reaction
from community.reports.models import Report
from community.search.models import SearchEntry, SearchWord, UnansweredSearch
from community.silences.models import Silence
from community.submissions.models import Submission
from community.tournaments.models import Entry, FixtureReminder, Match, Statement, Tournament
from community.wordrules.models import WordRule
from community.writing.repeats import Repeat
from community.writing.revisions import Revision

__all__ = [
    "Alert",
    "Appeal",
    "Badge",
    "Block",
    "Bookmark",
    "CalendarKey",
    "Choice",
    "Clarification",
    "Comment",
    "CommentPicture",
    "Concert",
    "ContactRule",
    "Contest",
    "ContestEntry",
    "Correction",
    "Delivery",
    "Digest",
    "Draft",
    "Entry",
    "Event",
    "EventReminder",
    "FirstSteps",
    "FixtureReminder",
    "Flag",
    "Follow",
    "Group",
    "Inbox",
    "Issue",
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
    "PostTag",
    "Praise",
    "ProfileAnswer",
    "ProfileChoice",
    "ProfileField",
    "ProfileOption",
    "Proposal",
    "PushKey",
    "PushSubscription",
    "Reaction",
    "Repeat",
    "Report",
    "Revision",
    "Rhythm",
    "Room",
    "Rsvp",
    "SearchEntry",
    "SearchWord",
    "Silence",
    "Statement",
    "Submission",
    "SuggestionVote",
    "Tournament",
    "Trace",
    "UnansweredSearch",
    "Vote",
    "WordRule",
]
