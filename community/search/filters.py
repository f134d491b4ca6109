"""What found posts and comments may be narrowed by: kind, group, days, person, state."""

import re
from datetime import datetime, time, timedelta

import django_filters
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.forms import DateInput
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.brand.models import Brand
from accounts.made_once import made_once
from accounts.members.models import Member
from community.flags.handled import OPEN, Handling
from community.groups.models import Group
from community.posts import sorts
from community.posts.models import Post
from community.posts.tagging import LONGEST, key_of
from community.rendering.folding import Folded, fold
from community.search.models import SearchEntry

STATES = (
    ("unanswered", pgettext_lazy("posts", "Without an answer by staff")),
    ("answered", pgettext_lazy("posts", "Answered by staff")),
    ("open", pgettext_lazy("posts", "Complaint, open")),
    ("solved", pgettext_lazy("posts", "Complaint, solved")),
)
NARROWED = ("kind", "group", "tag", "by", "since", "until", "state")
LONE_TAG = re.compile(r"#[^\s,;#]+")
DAY = {"type": "date", "class": "input"}


class EntryFilter(django_filters.FilterSet):
    """Narrows entries of the search; rights are asked elsewhere, of every entry."""

    kind = django_filters.ChoiceFilter(
        method="of_kind", choices=sorts.choices, empty_label=_("Any kind"), label=_("Kind")
    )
    group = django_filters.ModelChoiceFilter(
        field_name="post__group",
        queryset=lambda request: Group.objects.joined_by(request.user).order_by("name"),
        to_field_name="slug",
        empty_label=_("Any group"),
        label=_("Group"),
    )
    by = django_filters.CharFilter(method="written_by", label=_("Written by"), max_length=80)
    tag = django_filters.CharFilter(method="tagged", label=_("Tag"), max_length=2 * LONGEST)
    since = django_filters.DateFilter(method="written_since", label=_("From"), widget=DateInput(DAY))
    until = django_filters.DateFilter(method="written_until", label=_("Until"), widget=DateInput(DAY))
    state = django_filters.ChoiceFilter(
        method="in_state", choices=STATES, empty_label=_("Any state"), label=_("State")
    )

    class Meta:
        model = SearchEntry
        fields: list[str] = []

    @property
    def narrows(self) -> bool:
        """Whether anything was chosen that can be understood."""
        return self.is_valid() and any(self.form.cleaned_data.values())

    def of_kind(self, entries, name, value):
        return entries.filter(post__in=Post.objects.filter(sorts.narrowed(value)).values("pk"))

    def written_by(self, entries, name, value):
        asked = fold(value).strip().removeprefix("@")
        named = Member.objects.visible_to(self.request.user).annotate(folded=Folded("name"))
        people = named.filter(Q(folded__contains=asked) | Q(handle=asked)).values("pk")
        alone = Q(comment__isnull=True, post__author__in=people)
        return entries.filter(alone | Q(comment__author__in=people))

    def tagged(self, entries, name, value):
        return entries.filter(post__tags__key=key_of(value))

    def written_since(self, entries, name, value):
        return dated(entries).filter(at__gte=midnight(value))

    def written_until(self, entries, name, value):
        return dated(entries).filter(at__lt=midnight(value + timedelta(days=1)))

    def in_state(self, entries, name, value):
        return entries.filter(CONDITIONS[value])


@made_once
def groups_of(reader):
    """Slug and name of the groups that can be chosen."""
    return Group.objects.joined_by(reader).order_by("name").values_list("slug", "name")


def tag_named(text: str, member) -> str:
    """The key of the tag that is all that was asked for, as "#pool"; nothing when the member may read none of it."""
    key = key_of(text) if LONE_TAG.fullmatch(text.strip()) else ""
    return key if key and Post.objects.visible_to(member).tagged(key).exists() else ""


CONDITIONS = {
    "unanswered": Q(post__answered_at__isnull=True, post__kind__in=[Post.Kind.COMPLAINT, Post.Kind.QUESTION]),
    "answered": Q(post__answered_at__isnull=False),
    "open": Q(post__handling__in=OPEN, comment__isnull=True) | Q(comment__handling__in=OPEN),
    "solved": Q(post__handling=Handling.SOLVED, comment__isnull=True) | Q(comment__handling=Handling.SOLVED),
}


def dated(entries):
    return entries.annotate(at=Coalesce(F("comment__created_at"), F("post__created_at")))


def midnight(day) -> datetime:
    """When the day begins where the brand is."""
    return datetime.combine(day, time(), Brand.current().zone)
