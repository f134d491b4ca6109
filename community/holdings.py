"""What the community holds about a person, and what erasure makes of it: threads stay whole, nobody stands in them."""

import re
from typing import Any

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone, translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.brand.models import Brand
from accounts.privacy import registry as privacy
from community.alerts.models import Alert
from community.chat.models import Message
from community.comments.models import Comment
from community.concert.models import Concert
from community.flags.models import Flag
from community.following.models import Follow
from community.moderation.corrections import Correction
from community.moderation.models import ModerationAct
from community.moderation.proposals import Proposal
from community.notifications.models import Inbox
from community.posts.models import Post
from community.reactions.models import Reaction
from community.tournaments.models import Statement
from community.writing.revisions import Revision
from community.writing.written import Written

SAID = ("created_at", "edited_at", "language", "body")
FORGET = "UPDATE {table} SET body = regexp_replace(body, %s, '@…', 'gi'){more} WHERE body ~* %s"
PLACE = _("is erased; the places you held are free again")
# label, model, field, what is exported: all that is simply erased.
ERASED = (
    ("bookmarks", _("Saved posts"), "Bookmark", "member", ("post__title", "note", "created_at", "remind_at")),
    ("reads", _("What you have read"), "PostRead", "member", ("post__title", "at")),
    ("follows", _("What you follow"), "PostLevel", "member", ("post__title", "level", "at")),
    ("blocks", _("Whom you blocked or ignore"), "Block", "member", ("other__name", "kind", "created_at")),
    ("profile-choices", _("How you are found"), "ProfileChoice", "member", ("listed_at", "badges_hidden_at")),
    ("profile-answers", _("What you say about yourself"), "ProfileAnswer", "member", (
        "field__label_es", "text", "option__label_es", "circle", "changed_at",
    )),
    ("badges", _("Badges"), "Badge", "member", ("rule", "year", "count")),
    ("contact", _("Who may write to you"), "ContactRule", "member", ("open_to",)),
    ("choices", _("How you want to hear of things"), "Choice", "member", ("sort", "channel", "is_wanted", "at")),
    ("rhythm", _("Your quiet hours"), "Rhythm", "member", ("quiet_from", "quiet_to", "paused_until")),
    ("digest", _("Your digest"), "Digest", "member", ("pace", "next_at", "told_until")),
    ("issues", _("Digests that were written to you"), "Issue", "member", ("since", "until")),
    ("devices", _("Devices for notifications"), "PushSubscription", "member", ("user_agent", "created_at")),
    ("calendar", _("Your calendar link"), "CalendarKey", "member", ("created_at",)),
    ("drafts", _("Drafts"), "Draft", "member", ("place", "values", "changed_at")),
    ("first-steps", _("Your first steps here"), "FirstSteps", "member", ("begun_at", "finished_at")),
    ("silences", _("Times in which you could not write"), "Silence", "member", ("group__name", "until", "created_at")),
    ("submissions", _("Traces of what you sent, against losing or doubling it"), "Submission", "member", ("sent_at",)),
    ("repeats", _("Counts against floods"), "Repeat", "member", ("day", "times")),
    ("join-requests", _("Requests to join groups"), "JoinRequest", "member", (
        "group__name", "message", "answers", "asked_at", "decided_at", "accepted",
    )),
)  # fmt: skip
# The same for what stays in a count or on a list, under a shell that says nothing.
NAMELESS = (
    ("memberships", _("Groups you are in"), "Membership", "member", ("group__name", "role", "joined_at"), PLACE),
    ("rooms", _("Chats you are in"), "Participation", "member", ("room__name", "joined_at", "left_at"), PLACE),
    ("answers", _("Events you answered"), "Rsvp", "member", (
        "event__post__title", "event__starts_at", "answer", "guests", "answered_at",
    ), privacy.NAMELESS),
    ("votes", _("Votes in polls"), "Vote", "member", (
        "poll__post__title", "option__text", "created_at",
    ), privacy.NAMELESS),
    ("suggestions", _("Suggestions you support"), "SuggestionVote", "member", (
        "post__title", "created_at",
    ), privacy.NAMELESS),
    ("flags", _("What you called a complaint"), "Flag", "member", ("created_at", "only_follows"), privacy.NAMELESS),
    ("acts", _("What moderators decided about you"), "ModerationAct", "member", (
        "kind", "group_name", "ground", "reason", "created_at",
    ), privacy.NAMELESS),
)  # fmt: skip


def register() -> None:
    erased: tuple[tuple[str, Any, str, str, tuple[str, ...]], ...] = ERASED
    for name, label, model, by, export in erased:
        privacy.register(
            name, label=label, model=f"community.{model}", by=by, export=export, erase=privacy.delete
        )
    nameless: tuple[tuple[str, Any, str, str, tuple[str, ...], Any], ...] = NAMELESS
    for name, label, model, by, export, fate in nameless:
        privacy.register(
            name,
            label=label,
            model=f"community.{model}",
            by=by,
            export=export,
            erase=privacy.keep,
            fate=fate,
        )
    _register_judged()
    _register_praise()
    _register_entered()
    _register_heard()
    _register_words()


def _register_judged() -> None:
    privacy.register(
        "traces",
        label=_("Hashed traces of your devices"),
        model="community.Trace",
        by="member",
        export=("day", "network", "device"),
        erase=forget_traces,
        covers=("community.Concert",),
    )
    privacy.register(
        "objections",
        label=_("Objections to decisions"),
        model="community.Appeal",
        by="member",
        export=("words", "created_at", "decided_at", "outcome", "answer"),
        erase=blank_objections,
        fate=privacy.NAMELESS,
    )
    privacy.register(
        "alerts",
        label=_("What you reported from outside"),
        model="community.Alert",
        by=alerts_of,
        export=("offence", "reasons", "location", "created_at", "outcome", "answer"),
        erase=blank_alerts,
        fate=privacy.NAMELESS,
    )


def _register_praise() -> None:
    privacy.register(
        "praise",
        label=_("Praise that names you"),
        model="community.Praise",
        by="employee",
        export=("post__title", "team"),
        erase=name_nobody,
        fate=privacy.NAMELESS,
    )
    privacy.register(
        "quotes",
        label=_("Where you may be quoted"),
        model="community.Praise",
        by="by",
        export=("post__title", "consent", "consented_at", "withdrawn_at"),
        erase=take_consent_back,
        fate=_("ends; nobody may quote you any more"),
    )


def _register_entered() -> None:
    privacy.register(
        "tournaments",
        label=_("Tournaments you entered"),
        model="community.Entry",
        by="captain",
        export=("tournament__post__title", "name", "players", "entered_at", "withdrawn_at"),
        erase=blank_players,
        fate=privacy.NAMELESS,
        covers=("community.Statement",),
    )
    privacy.register(
        "contests",
        label=_("Pictures you handed in to contests"),
        model="community.ContestEntry",
        by="member",
        export=("contest__poll__post__title", "caption", "handed_in_at", "removed_at"),
        erase=take_pictures_back,
        fate=privacy.NAMELESS,
    )


def _register_heard() -> None:
    privacy.register(
        "reports",
        label=_("What you reported"),
        model="community.Report",
        by="member",
        export=("reason", "note", "created_at", "decided_at", "outcome"),
        erase=blank_notes,
        fate=privacy.NAMELESS,
    )
    privacy.register(
        "notifications",
        label=_("Notifications"),
        model="community.Notification",
        by="member",
        export=("kind", "thread", "created_at", "read_at"),
        erase=empty_inbox,
        covers=("community.Inbox", "community.Delivery"),
    )
    privacy.register(
        "people-followed",
        label=_("People you follow"),
        model="community.Follow",
        by="member",
        export=("other__name", "created_at"),
        erase=unfollow,
    )
    privacy.register(
        "reactions",
        label=_("Reactions"),
        model="community.Reaction",
        by="member",
        export=("post__title", "kind", "created_at"),
        erase=take_reactions_back,
    )


def _register_words() -> None:
    kinds: tuple[tuple[str, object, str, tuple[str, ...]], ...] = (
        ("messages", _("Messages in chats"), "community.Message", ("room__name", *SAID)),
        ("comments", _("Comments"), "community.Comment", ("post__title", *SAID)),
        ("posts", _("Posts"), "community.Post", ("group__name", "kind", "title", "experienced_on", *SAID)),
    )
    covers = ("community.Revision", "community.SearchEntry")
    for name, label, model, export in kinds:
        privacy.register(
            name,
            label=label,  # type: ignore[arg-type]
            model=model,
            by="author",
            export=export,
            erase=leave_words,
            fate=privacy.CHOICE,
            covers=covers,
        )


# How they go


def alerts_of(member):
    return Alert.objects.filter(email__iexact=member.email) if member.email else Alert.objects.none()


def forget_traces(rows, member, departure) -> None:
    """With what was compared: there is nobody to compare any more."""
    rows.delete()
    Concert.objects.filter(Q(one=member) | Q(other=member)).delete()


def blank_objections(rows, member, departure) -> None:
    rows.update(words="")


def blank_alerts(rows, member, departure) -> None:
    """Somebody said it: the decision is made, and nobody is written to any more."""
    with translation.override(Brand.current().language):
        rows.update(name=gettext("Former member"), email="")


def blank_players(rows, member, departure) -> None:
    rows.update(players="")
    Statement.objects.filter(by=member).update(reason="")


def take_pictures_back(rows, member, departure) -> None:
    """Pictures that were voted on stay without a name, like posts, or go with the words of whoever wants that."""
    if departure.takes_words:
        for entry in rows.filter(upload__isnull=False).select_related(
            "upload", "option", "contest__poll__post"
        ):
            entry.blank()


def name_nobody(rows, member, departure) -> None:
    posts = list(rows.values_list("post_id", flat=True))
    rows.update(employee=None)
    Post.objects.filter(pk__in=posts).update(version=F("version") + 1)


def take_consent_back(rows, member, departure) -> None:
    rows.exclude(consent="").update(consent="", withdrawn_at=timezone.now())
    rows.update(by=None)


def empty_inbox(rows, member, departure) -> None:
    rows.delete()
    Inbox.objects.filter(member=member).delete()


def unfollow(rows, member, departure) -> None:
    """Whom they followed, and who followed them."""
    rows.delete()
    Follow.objects.filter(other=member).delete()


def blank_notes(rows, member, departure) -> None:
    rows.update(note="")


def take_reactions_back(rows, member, departure) -> None:
    """With the counts beside them, each under the lock of what was reacted to."""
    for reaction in rows.select_related("post", "message").order_by("pk"):
        matter = reaction.post or reaction.message
        with transaction.atomic():
            type(matter)._base_manager.select_for_update().get(pk=matter.pk)
            reaction.delete()
            matter.change(reaction_counts=Reaction.objects.counts(matter))


def leave_words(rows, member, departure) -> None:
    """The author goes; the words stay or go as they chose; whoever mentioned them mentioned a former member."""
    model = rows.model
    for written in rows.order_by("pk"):
        leave(written, member, departure)
    forget_mentions(model, member)
    if model is Post:
        Revision.objects.filter(edited_by=member).update(edited_by=None)
        ModerationAct.objects.filter(member=member).update(member=None)
        Proposal.objects.filter(member=member).update(member=None)
        Correction.objects.filter(member=member).update(member=None)


@transaction.atomic
def leave(written: Written, member, departure) -> None:
    is_unsaid = isinstance(written, Post) and written.is_unsaid  # nobody has read it, and nobody will
    if (departure.takes_words or is_unsaid) and written.deleted_at is None:
        written.delete(by=member)
    if isinstance(written, Post | Comment | Message):
        Flag.objects.filter(member=member, **{written._meta.model_name: written}).delete()
    written.change(author=None, submission=None)


def forget_mentions(model, member) -> None:
    """The handle goes out of what others wrote, and with it out of search. Who is drawn there is asked at reading."""
    if not member.handle:
        return
    mark = rf"@{re.escape(member.handle)}\M"
    with connection.cursor() as cursor:
        cursor.execute(
            FORGET.format(table=model._meta.db_table, more=", version = version + 1"), [mark, mark]
        )
        cursor.execute(FORGET.format(table=Revision._meta.db_table, more=""), [mark, mark])
