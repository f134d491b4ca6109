"""A page of the directory: cards of people, what they may be narrowed by, the way on."""

from functools import lru_cache, partial
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from accounts.fragments import Marks, drawn, fill, strip_marks
from accounts.made_once import made_once
from accounts.members.ages import last_day_of_age
from community import keyset
from community.directory.finding import Wanted, after, found_by, in_order, listed_at
from community.groups.models import Group
from community.profiles.answers import ProfileAnswer
from community.profiles.choices import ProfileChoice
from community.profiles.fields import ProfileField, in_language
from community.search.words import Words

PEOPLE = 30
CHIPS = 3
FOLDER = "community/directory"


class Narrowing:
    """What the address asks for, and the lists from which that is chosen; three statements."""

    def __init__(self, member, asked) -> None:
        self.q = asked.get("q", "")[:200]
        self.is_near = bool(self.q and asked.get("near"))
        self.groups = groups_of.objects(member)
        self.group = next((group for group in self.groups if group.slug == asked.get("group")), None)
        fields = [field for field in ProfileField.objects.in_use() if field.is_choice and field.options.all()]
        self.fields = [(field, f"field-{field.pk}", chosen(field, asked)) for field in fields]

    @property
    def wanted(self) -> Wanted:
        options = tuple(option for _field, _name, option in self.fields if option)
        return Wanted(Words.of(self.q), self.group, options, self.is_near)

    @property
    def form(self) -> SafeString:
        """Words and lists: drawn once for all who choose from the same."""
        groups = tuple((group.slug, group.name, group == self.group) for group in self.groups)
        fields = tuple(
            (name, str(field), tuple((option.pk, str(option), option == chosen) for option in field.options.all()))
            for field, name, chosen in self.fields
        )  # fmt: skip
        shape = form_shape(get_language(), groups, fields, is_wanted=bool(self.wanted))
        return fill(shape, {"q": escape(self.q)})

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
    if key is None and not narrowing.wanted:
        people = everybody.objects(member, as_of=timezone.now())
        return people[:PEOPLE], len(people) > PEOPLE
    found = found_by(member, narrowing.wanted)
    mark = found.filter(pk=key).first() if key is not None else None
    return keyset.cut(after(found, mark), PEOPLE)


@made_once
def everybody(reader, as_of):
    """The head of the list, while nothing narrows it."""
    return in_order(listed_at(reader, as_of, last_day_of_age()))[: PEOPLE + 1]


@made_once
def groups_of(reader):
    """The reader's own, of those that are not simply everybody's."""
    return Group.objects.joined_by(reader).living().filter(is_default=False).order_by("name")


def cards_of(member, people) -> list[dict]:
    """Each person as a card, with what they show to the member of what one may choose from; one statement for all."""
    said: dict[int, list] = {person.pk: [] for person in people}
    for key, *labels in answers_of.rows(member, people=list(said)) if said else ():
        said[key].append((in_language(*labels[:2]), in_language(*labels[2:])))
    language = get_language()
    fragments = drawn(
        "person", [(person.pk, person.version) for person in people], language, partial(draw, people)
    )
    return [
        {"person": person, "html": fill(html, {"answers": chips(language, tuple(said[person.pk][:CHIPS]))})}
        for person, html in zip(people, fragments, strict=True)
    ]


@made_once
def answers_of(reader, people):
    said = ProfileAnswer.objects.visible_to(reader).filter(member__one_of=people, option__isnull=False)
    labels = ("field__label", "field__label_es", "option__label", "option__label_es")
    return said.values_list("member", *labels)


def draw(people, keys: list[int]) -> dict[int, str]:
    """Cards for nobody in particular: what the person shows of themselves to their reader has a hole."""
    known = {person.pk: person for person in people}
    return {key: render_to_string(f"{FOLDER}/_card.html", drawn_of(known[key])) for key in keys}


def drawn_of(person) -> dict:
    return {"person": person, "bio": strip_marks(person.bio), "me": Marks()}


@lru_cache(maxsize=4096)
def chips(_language: str, answers: tuple[tuple[str, str], ...]) -> str:
    return render_to_string(f"{FOLDER}/_answers.html", {"answers": answers}) if answers else ""


@lru_cache(maxsize=512)
def form_shape(_language: str, groups: tuple, fields: tuple, *, is_wanted: bool) -> SafeString:
    known = {"groups": groups, "fields": fields, "is_wanted": is_wanted, "me": Marks()}
    narrows = any(chosen for *_group, chosen in groups)
    narrows |= any(chosen for *_field, options in fields for *_option, chosen in options)
    return render_to_string(f"{FOLDER}/_filters.html", known | {"narrows": narrows})
