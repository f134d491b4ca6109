"""People, groups, coming events and tournaments in the box."""

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import CharField, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Concat, Now, NullIf
from django.utils.translation import gettext_lazy as _

from accounts.members.models import Member
from community.chat.finding import said_to
from community.chat.models import Participation
from community.contacts.models import Block
from community.events.models import Event
from community.groups.models import Group
from community.groups.neighbours import minors_afar
from community.rendering.folding import Folded
from community.search.sources import Source, holding, lines, register
from community.search.words import Words
from community.tournaments.models import Tournament


def people(member, words: Words) -> QuerySet:
    """Members by their name, also misspelt; whom the reader folded away is not among them, nor anybody under age with
    whom they share no group (L-25)."""
    asked = " ".join(words.folded)
    known = Member.objects.visible_to(member).joined().filter(handle__isnull=False)
    named = (
        known.exclude(Q(pk__in=Block.objects.folded_for(member)) | minors_afar(member))
        .annotate(line_text=Folded("name"), alike=TrigramWordSimilarity(asked, Folded("name")))
        .filter(holding(words) | Q(line_text__trigram_word_similar=asked) | Q(handle=asked))
        .order_by("-alike", "name", "pk")
    )
    return lines(named, "people", key="handle", name="name", about="title", near=F("alike"))


def groups(member, words: Words) -> QuerySet:
    """Groups whose name the member may know, by name and purpose. Their names are words that a mistake may have
    meant (`SearchWord`): to compare them here with what was typed would cost more than all other sources."""
    asked = " ".join(words.folded)
    known = (
        Group.objects.visible_to(member)
        .annotate(line_text=F("words"), alike=TrigramWordSimilarity(asked, Folded("name")))
        .filter(holding(words))
        .order_by("-alike", "name", "pk")
    )
    return lines(known, "groups", key="slug", name="name", about="purpose", near=F("alike"))


def events(member, words: Words) -> QuerySet:
    """Dates that lie ahead, the next one first."""
    ahead = (
        Event.objects.visible_to(member)
        .upcoming(Now())
        .filter(cancelled_at__isnull=True, post__hidden_at__isnull=True, post__deleted_at__isnull=True)
        .exclude(post__author__in=Block.objects.folded_for(member))
        .annotate(line_text=Folded.of("post__title", "post__body", "place"))
        .filter(holding(words))
    )
    name = Coalesce(NullIf("post__title", Value("")), "post__body", output_field=CharField())
    return lines(ahead, "events", key="pk", name=name, about="place", at="starts_at")


def tournaments(member, words: Words) -> QuerySet:
    """Tournaments, those over too, the newest first."""
    known = (
        Tournament.objects.visible_to(member)
        .filter(post__hidden_at__isnull=True, post__deleted_at__isnull=True)
        .exclude(post__author__in=Block.objects.folded_for(member))
        .annotate(line_text=Folded.of("post__title", "post__body", "place"))
        .filter(holding(words))
        .order_by("-pk")
    )
    return lines(known, "tournaments", key="pk", name="post__title", about="place", at="starts_at")


def chats(member, words: Words) -> QuerySet:
    """What was said in one's own rooms, the newest first; a room without a name goes by whoever else is in it."""
    others = Participation.objects.present().filter(room=OuterRef("room_id")).exclude(member_id=member.pk)
    other = Subquery(others.order_by("pk").values("member__name")[:1])
    name = Coalesce(
        "room__group__name", NullIf("room__name", Value("")), other, "author__name", output_field=CharField()
    )
    place = Concat("room_id", Value("/?at="), "number", Value("#m"), "pk", output_field=CharField())
    said = said_to(member, " ".join(words.folded)).order_by("-pk")
    return lines(said, "chats", key=place, name=name, about="body", at="created_at")


def register_own() -> None:
    register(Source("people", _("People"), "user", people, "/members/{key}/", rank=10))
    register(Source("groups", _("Groups"), "users", groups, "/groups/{key}/", rank=20))
    register(Source("events", _("Events"), "calendar-days", events, "/events/{key}/", is_dated=True, rank=30))
    register(
        Source(
            "tournaments", _("Tournaments"), "trophy", tournaments, "/tournaments/{key}/", is_dated=True, rank=35
        )
    )  # fmt: skip
    register(
        Source("chats", _("Chats"), "messages-square", chats, "/chat/{key}", is_dated=True, rank=50, is_apart=True)
    )  # fmt: skip
