"""Whom a text can call: those who will read it, of the people whom its writer may know of."""

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from community import keyset
from community.chat.models import Participation, Room
from community.groups.models import Group
from community.groups.neighbours import minors_afar
from community.posts.models import Post
from community.writing.calling import readers

SHOWN = 6
LONGEST = 40


def circle(member, asked) -> QuerySet | None:
    """The people who read where the text is going: `room`, `post` or `group` say where; None for what the member does
    not see."""
    if room := keyset.number(asked.get("room")):
        seats = Participation.objects.present().filter(
            room__in=Room.objects.visible_to(member).filter(pk=room)
        )
        people = get_user_model().objects.joined().filter(pk__in=seats.values("member_id"))
    else:
        place = place_of(member, asked)
        if place is None:
            return None
        people = readers(place)
    return people & get_user_model().objects.visible_to(member)


def place_of(member, asked) -> Group | None:
    """The group in which it will be read; without any the default one."""
    if post := keyset.number(asked.get("post")):
        found = Post.objects.visible_to(member).filter(pk=post).select_related("group").first()
        return found and found.group
    groups = Group.objects.readable_by(member)
    if slug := asked.get("group"):
        return groups.filter(slug=slug[:80]).first()
    return groups.filter(is_default=True).first()


def called_like(people: QuerySet, words: str, member) -> QuerySet:
    """The first few whose handle or one of whose names begins with the words; nobody under age with whom the member
    shares no group (L-25). Whoever knows their handle calls them all the same, where they read."""
    words = words.strip()[:LONGEST]
    if not words:
        return people.none()
    begins = Q(handle__istartswith=words) | Q(name__istartswith=words) | Q(name__icontains=f" {words}")
    known = people.filter(begins, handle__isnull=False).exclude(pk=member.pk)
    known = known.exclude(minors_afar(member))
    return known.select_related("avatar").order_by("name", "pk")[:SHOWN]
