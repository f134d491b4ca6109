"""What the page of the search shows its reader."""

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.fragments import drawn
from accounts.members.models import Member
from community.groups.models import Group
from community.posts.faces import public_word
from community.posts.models import Post
from community.rendering.markdown import plain
from community.search import finding, typos, unanswered
from community.search.filters import NARROWED, EntryFilter
from community.search.finding import Found, Place
from community.search.highlights import excerpt, marked
from community.search.models import SearchEntry
from community.search.sources import MOST, Line, Source, found_in, sources
from community.search.words import LONGEST, Words

FEW = 3  # lines of each source above the posts and comments
KINDS = dict(Post.Kind.choices)
TALK = {"": pgettext_lazy("what to look for", "All"), "posts": _("Posts"), "comments": _("Comments")}


@dataclass(frozen=True)
class Hit:
    """A found post or comment with its words marked."""

    row: Found
    title: SafeString
    excerpt: SafeString | str
    kind_label: str | Promise
    state_label: str
    author: Member | None


@dataclass
class Answer:
    """Everything of one source, or all that was found."""

    hits: list[Hit] = field(default_factory=list)
    beside: list[tuple[Source, list]] = field(default_factory=list)
    next: Place | None = None

    def __bool__(self) -> bool:
        return bool(self.hits or self.beside)


class Asked:
    """A question to the box, as it came in the address."""

    def __init__(self, request, as_of: datetime | None = None):
        self.request, self.member, self.as_of = request, request.user, as_of or timezone.now()
        self.words = Words.of(request.GET.get("q", ""))
        self.known = {source.name: source for source in sources()}
        wanted = request.GET.get("in", "")
        self.scope = wanted if wanted in TALK or wanted in self.known else ""
        self.place = Place.of(request.GET.get("after", ""))
        data = request.GET if self.is_talk else {}
        self.filter = EntryFilter(data, queryset=SearchEntry.objects.all(), request=request)

    @property
    def is_talk(self) -> bool:
        """Whether posts or comments are looked for, which can be narrowed."""
        return self.scope in TALK

    @property
    def is_plain(self) -> bool:
        """The first page of everything, not narrowed: where a mistake is forgiven and a gap is noted."""
        return not (self.scope or self.place.top or self.filter.narrows)

    def answered(self, words: Words) -> Answer:
        found = Answer()
        if not words:
            return found
        if self.is_talk:
            narrowed = self.filter.qs if self.filter.narrows else None
            page = finding.find(self.member, words, part=self.scope, narrowed=narrowed, place=self.place)
            found.hits = [hit_of(row, page.terms) for row in page.rows]
            found.next = page.next
        found.beside = self.beside(words)
        return found

    def beside(self, words: Words) -> list[tuple[Source, list]]:
        """The lines of people, groups and the like."""
        chosen = [self.known[self.scope]] if self.scope in self.known else self.known.values()
        if not (self.is_plain or self.scope in self.known):
            return []
        most = MOST if self.scope else FEW
        found = found_in(chosen, self.member, words, most)
        return [
            (source, [line_of(line, words.folded) for line in found[source.name]])
            for source in chosen
            if source.name in found
        ]

    def address(self, **changed) -> str:
        """This question with something else in it."""
        kept = {name: self.request.GET.get(name, "") for name in NARROWED} if self.filter.narrows else {}
        asked = {"q": self.words.text, "in": self.scope} | kept | changed
        return "?" + urlencode({name: value for name, value in asked.items() if value})


def page_of(request) -> dict:
    """The context of the page."""
    asked = Asked(request)
    words, found, instead = asked.words, asked.answered(asked.words), None
    if words and not found and asked.is_plain:
        if (guess := typos.meant(words)) and (better := asked.answered(guess)):
            found, instead = better, guess
        else:
            unanswered.note(words, as_of=asked.as_of)
    return {
        "asked": asked,
        "words": words,
        "longest": LONGEST,
        "instead": instead,
        "found": found,
        "tabs": tabs(asked),
        "filter": asked.filter,
        "filters": filters_of(asked),
        "more": asked.address(after=str(found.next), q=(instead or words).text) if found.next else "",
        "is_first": asked.place.top is None,
        "ask_url": "/posts/new/?" + urlencode({"kind": Post.Kind.QUESTION, "body": words.text}),
    }


def filters_of(asked: Asked) -> str:
    """The form that narrows. Unused it is the same for everybody with the same groups, and drawn once."""
    if not asked.is_talk:
        return ""
    if asked.filter.narrows or asked.filter.form.errors:
        return drawn_filters(asked)
    groups = Group.objects.joined_by(asked.member).order_by("name").values_list("slug", "name")
    key = sha256(repr([asked.scope, *groups]).encode()).hexdigest()
    return drawn("filters", [(key, 1)], translation.get_language(), lambda keys: {key: drawn_filters(asked)})[
        0
    ]


def drawn_filters(asked: Asked) -> str:
    known = {"asked": asked, "words": asked.words, "filter": asked.filter}
    return render_to_string("community/search/_filters.html", known)


def tabs(asked: Asked) -> list[tuple[str, str | Promise, bool]]:
    """(address, label, whether it is this one): the same for everybody, whatever was found."""
    every = TALK | {source.name: source.label for source in asked.known.values()}
    return [
        (
            "?" + urlencode({"q": asked.words.text} | ({"in": name} if name else {})),
            label,
            name == asked.scope,
        )
        for name, label in every.items()
    ]


def hit_of(row: Found, terms: tuple[str, ...]) -> Hit:
    author = None
    if row.author is not None:
        author = Member(pk=row.author_id, name=row.author, avatar_id=row.avatar)
    # Of a post without a title the first words are the heading: they need not stand there twice.
    says_more = row.comment or row.is_titled or plain(row.body, len(row.body) + 1) != row.headline
    return Hit(
        row,
        marked(row.headline, terms),
        excerpt(row.body, terms) if says_more else "",
        KINDS.get(row.kind, ""),
        state_of(row),
        author,
    )


def state_of(row: Found) -> str:
    """The public word for how a complaint stands, as its card says it."""
    return str(public_word(Post(handling=row.handling))) if row.handling else ""


def line_of(line: Line, terms: tuple[str, ...]) -> dict:
    name = plain(line.name, 90)
    return {
        "address": line.address,
        "name": marked(name, terms),
        "about": marked(plain(line.about, 160), terms),
        "at": line.at,
    }
