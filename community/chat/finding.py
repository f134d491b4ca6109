"""Search in one's own rooms: Spanish and English stems, and words whatever their accents and small slips.

Taking the accents away before the stemmer would break the stems (“reclamación”, “reclamaciones”), and with them an
unaccented question finds nothing: so both are asked.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Exists, F, Func, OuterRef, Q, TextField, Value
from django.db.models.expressions import Combinable

from community import keyset
from community.chat.lists import FACES, Face, title_of
from community.chat.models import Message, Participation
from community.rendering.markdown import plain, tidy

LONGEST = 200  # characters of what is searched for
PAGE = 30
EXCERPT = 220


class Plain(Func):
    """Small letters without accents, as the index has them."""

    function = "community_plain"
    output_field = TextField()


@dataclass(frozen=True)
class Hit:
    message: Message
    title: str

    @property
    def words(self) -> str:
        return plain(self.message.body, EXCERPT)


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
    seat = Participation.objects.of(member).filter(room=OuterRef("room_id"), since__lt=OuterRef("number"))
    messages = holding(Message.objects.visible_to(member).filter(Exists(seat)), words)
    if before is not None:
        messages = messages.filter(pk__lt=before)
    messages = messages.select_related("room__group", "author").order_by("-pk")
    rows, has_more = keyset.cut(messages, PAGE)
    titles = titles_of([row.room for row in rows if not row.room.is_group], member)
    hits = [Hit(row, titles.get(row.room_id) or title_of(row.room, [])) for row in rows]
    return Found(words, hits, rows[-1].pk if has_more else None)


def holding(messages, words: str):
    """Those of the messages that hold the words."""
    asked = Q(bare__trigram_word_similar=Plain(Value(words)))
    vectors: dict[str, Combinable] = {"bare": Plain(F("body"))}
    for language in ("spanish", "english"):
        vectors[language] = SearchVector("body", config=language)
        asked |= Q(**{language: SearchQuery(words, config=language, search_type="websearch")})
    return messages.annotate(**vectors).filter(asked)


def titles_of(rooms: list, member) -> dict[int, str]:
    """What the rooms without a group are called for the member."""
    seats = Participation.objects.present().filter(room__in=rooms).exclude(member_id=member.pk)
    faces = defaultdict(list)
    for seat in seats.select_related("member").order_by("pk"):
        faces[seat.room_id].append(Face(seat.member_id, seat.member.name, seat.member.avatar_id))
    return {room.pk: title_of(room, faces[room.pk][:FACES]) for room in rooms}
