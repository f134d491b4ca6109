"""What is told on which way: the one table of defaults, a row for each sort of event that a member decides about.

    sort            in the app   push   mail   digest      * cannot be turned off

Mail "by its room" is written by the room itself when the thing happens (a receipt, an answer, a reminder of an event);
all other mail is held, and goes out only if the member has not read it by then. Reminders are never held
(`kinds.register(is_held=False)`): after four hours what they remind of is over.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

APP, PUSH, MAIL, DIGEST = CHANNELS = ("app", "push", "mail", "digest")
EVERY = "every"  # the whole sort, turned off by one tap
LABELS = {
    APP: _("In the app"),
    PUSH: pgettext_lazy("notifications", "On my devices"),
    MAIL: pgettext_lazy("notifications", "Mail"),
    DIGEST: _("Digest"),
}
HELD = timedelta(hours=4)


@dataclass(frozen=True)
class Sort:
    name: str
    part: str
    label: str | Promise
    defaults: frozenset[str]
    kinds: tuple[str, ...]
    is_fixed: bool = False  # what is on by default stays on
    is_mailed_by_room: bool = False
    is_own_request: bool = False  # may come in quiet hours, if the member says so
    is_work: bool = False  # of staff, in their shift only (L-35)
    is_order: bool = False  # of whoever moderates the site
    mails: tuple[str, ...] = ()  # mails of its room that are dropped when the member wants none

    def offers(self, channel: str) -> bool:
        """Whether the channel can be chosen: what is told at once on a fixed way needs no digest."""
        return channel in self.defaults or not (self.is_fixed and channel == DIGEST)

    def is_locked(self, channel: str) -> bool:
        return self.is_fixed and channel in self.defaults

    def wanted(self, chosen: Mapping[str, bool], set_aside: frozenset[str] = frozenset()) -> frozenset[str]:
        """The channels on which the member hears of it, after their changes to the defaults. What they set aside
        altogether is not used: without mails of their own, what would come by mail comes in the digest."""
        if chosen.get(EVERY) is False and not self.is_fixed:
            return frozenset()
        found: set[str] = {
            channel
            for channel in CHANNELS
            if self.is_locked(channel) or chosen.get(channel, channel in self.defaults)
        }
        left = {channel for channel in set_aside & found if not self.is_locked(channel)}
        moved = {DIGEST} - set_aside if MAIL in left else set()
        return frozenset(found - left | moved)


def _sort(name: str, part: str, label, on: str, kinds: str, **more) -> Sort:
    return Sort(name, part, label, frozenset(on.split()), tuple(kinds.split()), **more)


PARTS = {
    "requests": _("My requests"),
    "talk": _("Said to me"),
    "groups": _("In my groups"),
    "rules": _("Rules and safety"),
    "work": _("Work"),
}
_TABLE = (
    _sort(
        "receipt", "requests", _("Receipt with its reference"), "app mail", "tickets.received",
        is_fixed=True, is_mailed_by_room=True, is_own_request=True,
    ),
    _sort(
        "answers", "requests", _("Answers, questions to you, changes of state and date"), "app push mail",
        "tickets.answered_publicly tickets.replied tickets.waiting tickets.waiting_reminder tickets.solved"
        " tickets.not_accepted tickets.lapsed tickets.promised tickets.open_again",
        is_fixed=True, is_mailed_by_room=True, is_own_request=True,
    ),
    _sort(
        "followed", "requests", _("Requests of others that you follow"), "app digest",
        "tickets.followed tickets.answered_in_public tickets.solved_in_public tickets.answered_in_chat"
        " tickets.solved_in_chat",
    ),
    _sort(
        "mentions", "talk", _("Somebody mentions or praises you"), "app push mail",
        "community.mentioned community.mentioned_in_post community.mentioned_in_chat community.praised",
    ),
    _sort(
        "replies", "talk", _("Comments, answers, and what becomes of what you wrote"), "app push mail",
        "community.commented community.replied community.accepted community.post_approved"
        " community.post_refused community.post_held_up community.clarified"
        " moderation.correction_asked",
    ),
    _sort("messages", "talk", _("Messages in chat"), "app push mail", "community.messaged"),
    _sort(
        "bookmarks", "talk", _("Reminders that you set yourself"), "app push",
        "community.bookmark_due community.bookmark_noted",
    ),
    _sort("announcements", "groups", _("Announcements"), "app push digest", "community.announcement"),
    _sort("posts", "groups", _("New posts in groups that you follow"), "app digest", "community.posted"),
    _sort(
        "people", "groups", _("New posts of people you follow"), "app", "community.followed_posted",
    ),
    _sort(
        "events", "groups", _("Events: reminders, places, changes"), "app push mail digest",
        "events.promoted events.changed events.cancelled events.reminder events.gone",
        is_mailed_by_room=True, mails=("events.promoted", "events.changed", "events.cancelled", "events.reminder"),
    ),
    _sort(
        "tournaments", "groups", _("Tournaments: the draw, your next match, results"), "app push",
        "tournaments.drawn tournaments.next tournaments.claimed tournaments.result tournaments.disputed"
        " tournaments.ended tournaments.reminder tournaments.fixture tournaments.planned",
    ),
    _sort(
        "entries", "groups", _("Tournaments you entered: a place for you, called off"), "app push mail",
        "tournaments.promoted tournaments.left_out tournaments.cancelled tournaments.gone",
    ),
    _sort(
        "polls", "groups", _("Results of polls and suggestions"), "app digest",
        "polls.closed polls.won contests.opened contests.too_few community.suggestion_decided",
    ),
    _sort(
        "membership", "groups", _("Coming and going, and what waits for you, in groups"), "app",
        "community.admitted community.promoted community.crowned community.join_requested"
        " community.join_decided community.post_waiting",
    ),
    _sort(
        "moderation", "rules", _("Decisions of the moderators, security, privacy"), "app mail",
        "moderation.decided moderation.hidden moderation.taken moderation.closed moderation.silenced"
        " moderation.removed moderation.suspended moderation.restored moderation.appeal_decided",
        is_fixed=True, is_mailed_by_room=True,
    ),
    _sort(
        "reports", "rules", _("Reports for whoever moderates"), "app",
        "moderation.reported moderation.proposed moderation.answered moderation.appealed moderation.alerted"
        " moderation.correction_made",
        is_order=True,
    ),
    _sort(
        "work", "work", _("New, due soon, late, given to you, answered"), "app push digest",
        "tickets.new tickets.noted tickets.customer_wrote tickets.withdrawn tickets.confirmed tickets.assigned"
        " tickets.first_solved tickets.reopened tickets.warning tickets.breach tickets.escalation"
        " tickets.talk_asked tickets.undelivered",
        is_work=True,
    ),
)  # fmt: skip
SORTS = {sort.name: sort for sort in _TABLE}
_BY_KIND = {kind: sort for sort in _TABLE for kind in sort.kinds}
# A kind that a room has registered and nobody has put into the table: shown in the list, and nothing more.
OTHER = _sort("other", "groups", _("Everything else"), "app", "", is_fixed=True)
# The digest itself, and mails as a whole: what a member sets aside here is not used for any sort.
WHOLE = _sort("digest", "", _("The digest: in one mail what you have not read"), "mail digest", "")


def sort_of(kind: str) -> Sort:
    return _BY_KIND.get(kind, OTHER)


def named(name: str) -> Sort | None:
    """The sort of this name, or the digest itself; None for any other."""
    return WHOLE if name == WHOLE.name else SORTS.get(name)


def mailed_by_rooms() -> dict[str, Sort]:
    """Kinds of mail that a member may turn down, with the sort that decides."""
    return {mail: sort for sort in _TABLE for mail in sort.mails}


def sorts_for(member) -> dict[str, list[Sort]]:
    """What the member decides about, in parts; work is for staff, reports for moderators."""
    found: dict[str, list[Sort]] = {}
    for sort in _TABLE:
        if (member.is_staff or not sort.is_work) and (member.is_moderator or not sort.is_order):
            found.setdefault(sort.part, []).append(sort)
    return found
