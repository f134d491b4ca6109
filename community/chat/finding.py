"""Search in one's own rooms: Spanish and English stems, and words whatever their accents and small slips.

Taking the accents away before the stemmer would break the stems (“reclamación”, “reclamaciones”), and with them an
unaccented question finds nothing: so both are asked.
"""

import re
from collections import defaultdict
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Exists, F, Func, OuterRef, Q, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Concat
from django.utils.safestring import SafeString

from community import keyset
from community.chat.lists import FACES, Face, title_of
from community.chat.models import Message, Participation
from community.rendering.highlights import excerpt
from community.rendering.markdown import tidy

LONGEST = 200  # characters of what is searched for
PAGE = 30
LANGUAGES = ("spanish", "english")
STEM = re.compile(r"'((?:[^']|'')+)'")  # as PostgreSQL writes a question down


class Plain(Func):
    """Small letters without accents, as the index has them."""

    function = "community_plain"
    output_field = TextField()


@dataclass(frozen=True)
class Hit:
    message: Message
    title: str

    terms: tuple[str, ...]

    @property
    def words(self) -> SafeString:
        """What was said around the words that were found, these marked."""
        return excerpt(self.message.body, self.terms)


@dataclass(frozen=True)
class Found:
    words: str
    hits: list[Hit]
    next: int | None  # where the next page begins


def searched(text: str) -> str:
    return " ".join(tidy(text[: LONGEST * 2]).split())[:LONGEST]


def found(member, text: str, before: int | None = None) -> Found:
    """The messages of the member's own rooms in which these words stand, the newest first; two statements."""
    words = searched(text)
    if not words:
        return Found("", [], None)
    messages = said_to(member, words)
    if before is not None:
        messages = messages.filter(pk__lt=before)
    messages = messages.select_related("room__group", "author").order_by("-pk")
    rows, has_more = keyset.cut(messages, PAGE)
    titles = titles_of([row.room for row in rows if not row.room.is_group], member)
    terms = (*words.split(), *(STEM.findall(rows[0].stems) if rows else ()))
    hits = [Hit(row, titles.get(row.room_id) or title_of(row.room, []), terms) for row in rows]
    return Found(words, hits, rows[-1].pk if has_more else None)


def said_to(member, words: str):
    """The messages of the member's own rooms in which these words stand."""
    seat = Participation.objects.of(member).filter(room=OuterRef("room_id"), since__lt=OuterRef("number"))
    return holding(Message.objects.visible_to(member).filter(Exists(seat)), words)


def holding(messages, words: str):
    """Those of the messages that hold the words."""
    asked = Q(bare__trigram_word_similar=Plain(Value(words)))
    vectors: dict[str, Combinable] = {"bare": Plain(F("body"))}
    questions = {name: SearchQuery(words, config=name, search_type="websearch") for name in LANGUAGES}
    for language, question in questions.items():
        vectors[language] = SearchVector("body", config=language)
        asked |= Q(**{language: question})
    # The stems come along with each row: a question of their own would be one more.
    spanish, english = (Cast(question, TextField()) for question in questions.values())
    stems = Concat(spanish, Value(" "), english, output_field=TextField())
    return messages.annotate(**vectors, stems=stems).filter(asked)


def titles_of(rooms: list, member) -> dict[int, str]:
    """What the rooms without a group are called for the member."""
    seats = Participation.objects.present().filter(room__in=rooms).exclude(member_id=member.pk)
    faces = defaultdict(list)
    for seat in seats.select_related("member").order_by("pk"):
        faces[seat.room_id].append(Face(seat.member_id, seat.member.name, seat.member.avatar_id))
    return {room.pk: title_of(room, faces[room.pk][:FACES]) for room in rooms}
