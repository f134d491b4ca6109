"""A page of the directory: cards of people, what they may be narrowed by, the way on."""

from urllib.parse import urlencode

from community import keyset
from community.directory.finding import Wanted, after, found_by
from community.groups.models import Group
from community.profiles.answers import ProfileAnswer
from community.profiles.choices import ProfileChoice
from community.profiles.fields import ProfileField
from community.search.words import Words

PEOPLE = 30
CHIPS = 3


class Narrowing:
    """What the address asks for, and the lists from which that is chosen; three statements."""

    def __init__(self, member, asked) -> None:
        self.q = asked.get("q", "")[:200]
        self.is_near = bool(self.q and asked.get("near"))
        self.groups = list(Group.objects.joined_by(member).living().filter(is_default=False).order_by("name"))
        self.group = next((group for group in self.groups if group.slug == asked.get("group")), None)
        fields = [field for field in ProfileField.objects.in_use() if field.is_choice and field.options.all()]
        self.fields = [(field, f"field-{field.pk}", chosen(field, asked)) for field in fields]

    @property
    def wanted(self) -> Wanted:
        options = tuple(option for _field, _name, option in self.fields if option)
        return Wanted(Words.of(self.q), self.group, options, self.is_near)

    @property
    def narrows(self) -> bool:
        return bool(self.wanted.group or self.wanted.options)

    def address(self, after: int) -> str:
        """The next page of the same."""
        kept = {"q": self.q, "group": self.group.slug if self.group else ""}
        kept |= {"near": "1" if self.is_near else ""}
        kept |= {name: str(option.pk) for _field, name, option in self.fields if option}
        return "?" + urlencode({name: value for name, value in kept.items() if value} | {"after": after})


def chosen(field: ProfileField, asked):
    wanted = asked.get(f"field-{field.pk}")
    return next((option for option in field.options.all() if str(option.pk) == wanted), None)


def page_of(member, asked) -> dict:
    narrowing = Narrowing(member, asked)
    people, has_more = people_of(member, narrowing, keyset.number(asked.get("after")))
    if narrowing.q and not people and not narrowing.is_near:
        narrowing.is_near = True  # a typing mistake, perhaps
        people, has_more = people_of(member, narrowing, None)
    return {
        "cards": cards_of(member, people),
        "narrowing": narrowing,
        "is_wanted": bool(narrowing.wanted),
        "is_listed": ProfileChoice.objects.of(member).listed_at is not None,
        "is_minor": member.is_minor(),
        "next": narrowing.address(people[-1].pk) if has_more else "",
    }


def people_of(member, narrowing: Narrowing, key: int | None) -> tuple[list, bool]:
    """A page of those who are wanted, and whether more follow."""
    found = found_by(member, narrowing.wanted)
    mark = found.filter(pk=key).first() if key is not None else None
    return keyset.cut(after(found, mark), PEOPLE)


def cards_of(member, people) -> list[dict]:
    """Each person with what they show to the member of what one may choose from; one statement for all."""
    said: dict[int, list] = {person.pk: [] for person in people}
    answers = (
        ProfileAnswer.objects.visible_to(member).filter(member__in=said, option__isnull=False) if said else ()
    )
    for answer in answers:
        said[answer.member_id].append(answer)
    return [{"person": person, "answers": said[person.pk][:CHIPS]} for person in people]
