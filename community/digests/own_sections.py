"""What the community puts into a digest of its own accord: dates ahead, polls that close, the best of one's groups."""

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.contacts.models import Block
from community.digests import bundling, sections
from community.digests.sections import Entry, Line, Section, Window, facts, moment_words
from community.events.models import Event, Rsvp
from community.groups.memberships import Membership
from community.groups.models import Group
from community.groups.neighbours import minors_afar
from community.notifications.models import thread_of
from community.polls.models import Poll, Vote
from community.posts.levels import PostLevel
from community.posts.models import Post, PostRead
from community.rendering.markdown import plain

CANDIDATES = 200  # newest posts of a window among which the best are looked for
FOUND = 12  # a few more than are shown: some stand in another section already


def register() -> None:
    sections.register(bundling.SECTION)
    sections.register(
        Section("events", gettext_lazy("You are coming"), find_events, still_events, rank=30, sort="events")
    )
    sections.register(
        Section(
            "polls", gettext_lazy("Polls that close soon"), find_polls, still_polls, rank=40, sort="polls"
        )
    )
    sections.register(
        Section("posts", gettext_lazy("The best of your groups"), find_posts, still_posts, sort="posts")
    )


def heard(member):
    """Posts of others in the member's groups that everybody there sees, without what the member turned down and whom
    they ignore or blocked. What somebody under age wrote is sent to nobody who shares no group with them (L-25)."""
    loud = Membership.objects.filter(member_id=member.pk).exclude(level=Membership.Level.MUTE)
    muted = PostLevel.objects.muted().filter(member_id=member.pk, post=OuterRef("pk"))
    return (
        Post.objects.visible_to(member)
        .filter(group__in=Group.objects.living().filter(pk__in=loud.values("group_id")).values("pk"))
        .filter(~Exists(muted), hidden_at__isnull=True, deleted_at__isnull=True)
        .exclude(author_id=member.pk)
        .exclude(Q(author__in=Block.objects.folded_for(member)) | minors_afar(member, "author"))
    )


def address(path: str) -> str:
    return settings.BASE_URL + path


# The best of one's groups


def unread_posts(member):
    return heard(member).filter(~Exists(PostRead.objects.filter(member_id=member.pk, post=OuterRef("pk"))))


def find_posts(member, window: Window) -> list[Entry]:
    """Those that moved people most; where a moderator looked first, the time is when they let it out."""
    shown = unread_posts(member).annotate(shown_at=Greatest("created_at", "judged_at"))
    rows = shown.filter(shown_at__gt=window.since, shown_at__lte=window.until).order_by("-pk")
    found = sorted(rows.select_related("author", "group")[:CANDIDATES], key=moved, reverse=True)
    return [post_entry(post) for post in found[:FOUND]]


def moved(post: Post) -> tuple[int, int]:
    return reactions(post) + 2 * post.comment_count + post.vote_count, post.pk


def reactions(post: Post) -> int:
    return sum(post.reaction_counts.values())


def post_entry(post: Post) -> Entry:
    who = post.author.name if post.author and post.author.left_at is None else _("Former member")
    said = post.comment_count
    comments = ngettext("%(count)d comment", "%(count)d comments", said) % {"count": said} if said else ""
    liked = reactions(post)
    marks = ngettext("%(count)d reaction", "%(count)d reactions", liked) % {"count": liked} if liked else ""
    line = Line(facts(who, post.group.name, comments, marks), plain(post.body, 140) if post.title else "")
    place = thread_of("community.Post", post.pk)
    return Entry((str(post.pk),), post.headline, address(post.get_absolute_url()), (line,), place)


def still_posts(member, keys: Collection[str], as_of: datetime) -> set[str]:
    return {str(key) for key in unread_posts(member).filter(pk__in=keys).values_list("pk", flat=True)}


# Dates to which the member comes


def coming(member, as_of: datetime):
    stands = Event.objects.visible_to(member).filter(cancelled_at__isnull=True, post__hidden_at__isnull=True)
    mine = Rsvp.objects.filter(member_id=member.pk, answer=Rsvp.Answer.YES, event__in=stands.values("pk"))
    return mine.filter(event__starts_at__gt=as_of).select_related("event__post__group__centre")


def find_events(member, window: Window) -> list[Entry]:
    rows = coming(member, window.until).filter(event__starts_at__lt=window.ahead)
    return [event_entry(mine) for mine in rows.order_by("event__starts_at", "pk")[:FOUND]]


def event_entry(mine: Rsvp) -> Entry:
    event = mine.event
    zone = event.post.group.centre.zone if event.post.group.centre else None
    seat = "" if mine.is_seated else _("you are on the waiting list")
    line = Line(facts(moment_words(event.starts_at, zone), event.place, seat))
    place = thread_of("community.Post", event.post_id)
    return Entry((event_key(mine),), event.post.headline, address(event.get_absolute_url()), (line,), place)


def event_key(mine: Rsvp) -> str:
    """As it was told: another one when date or seat have changed."""
    return f"{mine.event_id}.{mine.event.sequence}.{mine.line or 0}"


def still_events(member, keys: Collection[str], as_of: datetime) -> set[str]:
    events = [key.partition(".")[0] for key in keys]
    return {event_key(mine) for mine in coming(member, as_of).filter(event__in=events)}


# Polls in which the member has not voted


def open_polls(member, as_of: datetime):
    voted = Vote.objects.filter(member_id=member.pk, poll=OuterRef("pk"))
    asked = Poll.objects.opened().filter(post__in=heard(member).values("pk"), closes_at__gt=as_of)
    return asked.filter(~Exists(voted)).select_related("post__group")


def find_polls(member, window: Window) -> list[Entry]:
    rows = open_polls(member, window.until).filter(closes_at__lt=window.ahead)
    return [poll_entry(poll) for poll in rows.order_by("closes_at", "pk")[:FOUND]]


def poll_entry(poll: Poll) -> Entry:
    closes = _("Closes %(moment)s") % {"moment": moment_words(poll.closes_at)}
    count = poll.voter_count
    voted = ngettext("%(count)d has voted", "%(count)d have voted", count) % {"count": count}
    line = Line(facts(closes, poll.post.group.name, voted if count else ""))
    place = thread_of("community.Post", poll.pk)
    return Entry((str(poll.pk),), poll.post.headline, address(poll.get_absolute_url()), (line,), place)


def still_polls(member, keys: Collection[str], as_of: datetime) -> set[str]:
    return {str(key) for key in open_polls(member, as_of).filter(pk__in=keys).values_list("pk", flat=True)}
