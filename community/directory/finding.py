"""Who is found in the directory: those who want it, of age, at home, with no block between them and who looks."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import Q, QuerySet, Value
from django.db.models.lookups import GreaterThanOrEqual

from accounts.members.ages import last_day_of_age
from accounts.members.models import Member
from community.contacts.models import Block
from community.groups.memberships import Membership
from community.groups.models import Group
from community.profiles.answers import ProfileAnswer
from community.profiles.choices import ProfileChoice
from community.profiles.fields import ProfileOption
from community.rendering.folding import Folded
from community.search.sources import holding
from community.search.words import Words

NEAR = 0.5  # of three-letter pieces that fit: one mistake in a short name


@dataclass(frozen=True)
class Wanted:
    """Whom one looks for: words of a name or of what people say, a group of one's own, options of fields."""

    words: Words = field(default_factory=lambda: Words.of(""))
    group: Group | None = None
    options: tuple[ProfileOption, ...] = ()
    is_near: bool = False  # names that come near will do: nobody has those very words

    def __bool__(self) -> bool:
        return bool(self.words or self.group or self.options)


def listed_for(member, as_of: datetime | None = None) -> QuerySet[Member]:
    """Everybody whom the member finds there (L-25: nobody under age)."""
    return listed_at(member, as_of, last_day_of_age(as_of))


def listed_at(member, as_of: datetime | None, born_by: date) -> QuerySet[Member]:
    """The same at a moment at which whoever was born until then is of age."""
    people = Member.objects.joined().active(as_of).filter(handle__isnull=False)
    of_age = Q(born_on=None) | Q(born_on__lte=born_by)
    wanted = ProfileChoice.objects.listed().values("pk")
    return people.filter(of_age, pk__in=wanted).exclude(Block.objects.apart_from(member, "pk"))


def found_by(member, wanted: Wanted, as_of: datetime | None = None) -> QuerySet[Member]:
    """Those of them who are wanted, by name."""
    people = listed_for(member, as_of)
    if wanted.words:
        people = people.annotate(line_text=Folded("name")).filter(named(member, wanted))
    if wanted.group:
        mates = Membership.objects.filter(group=wanted.group)
        people = people.filter(pk__in=mates.values("member_id"))
    answers = ProfileAnswer.objects.visible_to(member, as_of).order_by()
    for option in wanted.options:
        people = people.filter(pk__in=answers.filter(option=option).values("member_id"))
    return in_order(people)


def in_order(people: QuerySet[Member]) -> QuerySet[Member]:
    return people.annotate(by_name=Folded("name")).order_by("by_name", "pk")


def named(member, wanted: Wanted) -> Q:
    """A name with these words in it, a handle, or words that the person shows to who looks; or else a name that each of
    the words comes near."""
    if wanted.is_near:
        return Q(*(Q(GreaterThanOrEqual(alike(word), NEAR)) for word in wanted.words.folded))
    asked = " ".join(wanted.words.folded)
    said = ProfileAnswer.objects.visible_to(member).order_by().annotate(line_text=Folded("text"))
    told = said.exclude(field__kind__in=("link", "day")).filter(holding(wanted.words))
    return holding(wanted.words) | Q(handle=asked) | Q(pk__in=told.values("member_id"))


def alike(word: str) -> TrigramWordSimilarity:
    return TrigramWordSimilarity(word, Folded("name"))


def after(people: QuerySet[Member], mark: Member | None) -> QuerySet[Member]:
    """Those further down than the marked one."""
    if mark is None:
        return people
    name = Folded(Value(mark.name))
    return people.filter(Q(by_name__gt=name) | Q(by_name=name, pk__gt=mark.pk))
