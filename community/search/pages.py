"""What the page of the search shows its reader."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, lru_cache
from hashlib import sha256
from urllib.parse import quote_plus, urlencode

from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.fragments import Marks, drawn, fill
from community.posts import sorts
from community.posts.models import Post
from community.rendering.highlights import marked
from community.rendering.markdown import plain
from community.search import finding, typos, unanswered
from community.search.filters import NARROWED, EntryFilter, groups_of
from community.search.finding import Found, Place
from community.search.hits import hit
from community.search.models import SearchEntry
from community.search.sources import MOST, Line, Source, found_in, sources
from community.search.words import LONGEST, Words

FEW = 3  # lines of each source above the posts and comments
TALK = {"": pgettext_lazy("what to look for", "All"), "posts": _("Posts"), "comments": _("Comments")}


@dataclass
class Answer:
    """Everything of one source, or all that was found."""

    rows: list[Found] = field(default_factory=list)
    terms: tuple[str, ...] = ()  # the stems that are marked
    beside: list[tuple[Source, list]] = field(default_factory=list)
    next: Place | None = None

    def __bool__(self) -> bool:
        return bool(self.rows or self.beside)

    @cached_property
    def hits(self) -> list[SafeString]:
        """The posts and comments, drawn."""
        called = sorts.of({row.post: row.kind for row in self.rows if not row.comment})
        return [hit(row, called.get(row.post, row.kind), self.terms) for row in self.rows]


class Asked:
    """A question to the box, as it came in the address."""

    def __init__(self, request, as_of: datetime | None = None):
        self.request, self.member, self.as_of = request, request.user, as_of or timezone.now()
        self.words = Words.of(request.GET.get("q", ""))
        self.known = {source.name: source for source in sources()}
        wanted = request.GET.get("in", "")
        self.scope = wanted if wanted in TALK or wanted in self.known else ""
        self.place = Place.of(request.GET.get("after", ""))

    @property
    def is_talk(self) -> bool:
        """Whether posts or comments are looked for, which can be narrowed."""
        return self.scope in TALK

    @property
    def is_filtered(self) -> bool:
        """Whether the form that narrows was used, if only to type nonsense into it."""
        return self.is_talk and any(self.request.GET.get(name) for name in NARROWED)

    @cached_property
    def is_narrowed(self) -> bool:
        """Whether it was narrowed by anything that can be understood."""
        return self.is_filtered and self.filter.narrows

    @cached_property
    def filter(self) -> EntryFilter:
        """Made when it is asked for: most searches are not narrowed."""
        data = self.request.GET if self.is_filtered else {}
        return EntryFilter(data, queryset=SearchEntry.objects.all(), request=self.request)

    @property
    def is_plain(self) -> bool:
        """The first page of everything, not narrowed: where a mistake is forgiven and a gap is noted."""
        return not (self.scope or self.place.top or self.is_narrowed)

    def answered(self, words: Words) -> Answer:
        found = Answer()
        if not words:
            return found
        if self.is_talk:
            narrowed = self.filter.qs if self.is_narrowed else None
            page = finding.find(self.member, words, part=self.scope, narrowed=narrowed, place=self.place)
            found.rows, found.terms, found.next = page.rows, page.terms, page.next
        found.beside = self.beside(words)
        if not found and self.is_plain:
            found.beside = self.beside(words, apart=True)
        return found

    def beside(self, words: Words, *, apart: bool = False) -> list[tuple[Source, list]]:
        """The lines of people, groups and the like; of the sources that stand `apart` when nothing else was found, so
        that nobody is told that there is nothing, and no word of a private talk is noted as a gap."""
        every = [source for source in self.known.values() if source.is_apart == apart]
        chosen = [self.known[self.scope]] if self.scope in self.known else every
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
        kept = {name: self.request.GET.get(name, "") for name in NARROWED} if self.is_narrowed else {}
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
        "tabs": tabs_of(asked),
        "filters": filters_of(asked),
        "more": asked.address(after=str(found.next), q=(instead or words).text) if found.next else "",
        "is_first": asked.place.top is None,
        "ask_url": "/posts/new/?" + urlencode({"kind": Post.Kind.QUESTION, "body": words.text}),
    }


def filters_of(asked: Asked) -> str:
    """The form that narrows. Unused it is the same for everybody with the same groups, and drawn once."""
    if not asked.is_talk:
        return ""
    if asked.is_filtered:
        return drawn_filters(asked)
    key = sha256(repr([asked.scope, *groups_of.rows(asked.member)]).encode()).hexdigest()
    return drawn("filters", [(key, 1)], translation.get_language(), lambda keys: {key: drawn_filters(asked)})[
        0
    ]


def drawn_filters(asked: Asked) -> str:
    known = {"asked": asked, "words": asked.words, "filter": asked.filter}
    return render_to_string("community/search/_filters.html", known)


def tabs_of(asked: Asked) -> SafeString:
    """Where to look: the same for everybody, whatever was found."""
    return fill(tabs_shape(translation.get_language(), asked.scope), {"q": quote_plus(asked.words.text)})


@lru_cache(maxsize=64)
def tabs_shape(_language: str | None, scope: str) -> SafeString:
    tabs = [*TALK.items(), *((source.name, source.label) for source in sources())]
    return render_to_string("community/search/_tabs.html", {"tabs": tabs, "scope": scope, "me": Marks()})


def line_of(line: Line, terms: tuple[str, ...]) -> dict:
    name = plain(line.name, 90)
    return {
        "address": line.address,
        "name": marked(name, terms),
        "about": marked(plain(line.about, 160), terms),
        "at": line.at,
    }
