"""Messages as HTML: drawn once for everybody, without a word of ours and without a reader, then filled for one.

What is drawn is what live events carry, so it is the same for all who watch: no "you", nothing translated, times as
`<time datetime>`. Words that a screen reader needs are named by `aria-labelledby` and stand once in the page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.apps import apps
from django.db.models import Exists, OuterRef, Subquery
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.safestring import SafeString

from accounts.brand.models import Brand
from accounts.fragments import Marks, drawn, fill
from community.chat import sharing
from community.chat.pictures import MessagePicture
from community.contacts.models import Block
from community.flags.handled import OPEN
from community.posts.faces import strip_of
from community.reactions.models import Reaction
from community.rendering.markdown import plain
from community.rendering.mentions import marked, names_for
from community.writing.pictures import apart

NOTHING_PRESSED = dict.fromkeys(Reaction.Kind.values, "false")
LABEL = "community.Message"  # by its name: messages tell what happens to them, so they know this module
FOLLOWS = 300  # seconds within which somebody's next message stands close to the one before
QUOTED = 120  # characters of what is answered


@dataclass(frozen=True, slots=True)
class Row:
    """A message to show: which, in which version, and what it is to its reader."""

    pk: int
    number: int
    serial: int
    versions: str
    author_id: int | None
    created_at: datetime
    is_gone: bool
    is_hidden: bool
    handling: str
    quote: tuple[int, str] | None  # what it answers, in which version, if the member may read it
    promised_at: datetime | None
    mine: str | None
    submission: UUID | None  # of one's own: by it a page knows what it has sent
    is_folded: bool  # the member does not want to read its author
    line: str  # of a line about a guest its version, else nothing
    has_said_so: bool  # the member called it a complaint, or theirs too
    is_shared: bool  # "it happened to me too" is theirs to say

    @property
    def is_late(self) -> bool:
        return self.handling in OPEN and self.promised_at is not None and self.promised_at < timezone.now()


def messages():
    return apps.get_model(LABEL).objects.all()


def rows(shown, member, since: int = 0) -> list[Row]:
    """The messages of the queryset in its order, as the member sees them who reads what comes after the number
    `since`: one statement."""
    mine = Reaction.objects.filter(message=OuterRef("pk"), member_id=member.pk).values("kind")[:1]
    names = (
        "pk", "number", "serial", "author_id", "created_at", "handling", "promised_at", "mine", "version",
        "author__version", "deleted_at", "hidden_at", "reply_to", "reply_to__number", "reply_to__version",
        "reply_to__author__version", "submission", "official_at", "folded", "guest__version", "said",
        "author__role",
    )  # fmt: skip
    folded = Exists(Block.objects.filter(member_id=member.pk, other=OuterRef("author_id")))
    known = shown.annotate(mine=Subquery(mine), folded=folded, said=sharing.said_by(member))
    return [_row(found, member, since) for found in known.values(*names)]


def _row(found: dict, member, since: int) -> Row:
    # What a moderator hid is for its author; for the others stands only that something was there.
    is_out_of_sight = found["hidden_at"] is not None and found["author_id"] != member.pk
    quote = (found["reply_to"], version_of(found["reply_to__version"], found["reply_to__author__version"]))
    return Row(
        pk=found["pk"],
        number=found["number"],
        serial=found["serial"],
        versions=version_of(found["version"], found["author__version"]),
        author_id=found["author_id"],
        created_at=found["created_at"],
        is_gone=found["deleted_at"] is not None or is_out_of_sight,
        is_hidden=found["hidden_at"] is not None,
        handling=found["handling"],
        # Who was brought in later does not read in an answer what was said before.
        quote=quote if (found["reply_to__number"] or 0) > since else None,
        promised_at=found["promised_at"],
        mine=found["mine"],
        submission=found["submission"] if found["author_id"] == member.pk else None,
        is_folded=found["folded"] and found["official_at"] is None,
        line=line_version(found) if found["guest__version"] else "",
        has_said_so=found["said"],
        is_shared=sharing.is_shared(found, member),
    )


def line_version(found: dict) -> str:
    return f"{version_of(found['version'], found['author__version'])}.{found['guest__version']}"


def version_of(message: int | None, author: int | None) -> str:
    return f"{message or 0}.{author or 0}"


def filled(found: Sequence[Row], member, *, in_line: bool = True) -> list[SafeString]:
    """The rows as complete HTML for the member, in their order; `in_line` if they stand below each other."""
    shown = [row for row in found if not row.is_gone and not row.line]
    fragments = dict(zip([row.pk for row in shown], fragments_of(shown), strict=True))
    names = names_for(fragments.values())
    strips = strips_of([row for row in shown if row.handling])
    quotes = quotes_of([row.quote for row in shown if row.quote])
    lines = lines_of([row for row in found if row.line])
    pieces, before = [], None
    for row in found:
        follows = in_line and before is not None and is_close(before, row)
        if row.is_gone:
            pieces.append(gone(row))
        elif row.line:
            pieces.append(lines[row.pk])
        else:
            above = folded_word(row.pk) if row.is_folded else quotes.get(row.quote, "")
            shared = sharing.word(row.pk, row.has_said_so) if row.is_shared else ""
            extras = {"strip": strips.get(row.pk, "") + shared, "quote": above}
            pieces.append(fill(fragments[row.pk], state_of(row, member, follows) | extras | names))
        before = row
    return pieces


def folded_word(pk: int) -> SafeString:
    """What stands in the place of the words of somebody whom the member ignores, with the way to them."""
    return render_to_string("community/chat/_folded.html", {"pk": pk})


def is_close(before: Row, row: Row) -> bool:
    """Whether it goes on where the one before it ended."""
    near = (row.created_at - before.created_at).total_seconds() < FOLLOWS
    stands_alone = before.is_gone or row.is_gone or before.line or row.line
    return near and row.author_id == before.author_id and not stands_alone


def state_of(row: Row, member, follows: bool) -> dict[str, str]:
    looks = [
        word
        for word, is_so in (
            ("is-own", row.author_id == member.pk),
            ("is-following", follows),
            ("is-hidden", row.is_hidden),
            ("is-folded", row.is_folded),
        )
        if is_so
    ]
    pressed = NOTHING_PRESSED | ({row.mine: "true"} if row.mine else {})
    return pressed | {"looks": " ".join(["", *looks])}


def gone(row: Row) -> SafeString:
    return render_to_string(
        "community/chat/_gone.html", {"pk": row.pk, "number": row.number, "at": row.created_at}
    )


def neutral(pk: int) -> SafeString | None:
    """The message as it travels to everybody who watches its room; None for what has to be asked for: its state is
    worded for each reader, a line about a guest too, and an answer may quote what not all of them may read."""
    message = messages().filter(pk=pk).select_related("author", "reply_to__author", "room").first()
    if message is None or not message.is_shown or message.handling or message.guest_id:
        return None
    quote = message.reply_to
    if quote and message.room.has_latecomers:
        return None
    (fragment,) = _drawn([(message.pk, versions_of(message))])
    quotes = quotes_of([(quote.pk, versions_of(quote))]) if quote else {}
    state = NOTHING_PRESSED | {"looks": "", "quote": "".join(quotes.values())}
    return fill(fragment, state | names_for([fragment]))


def versions_of(message) -> str:
    return version_of(message.version, message.author and message.author.version)


# --- Drawn for nobody


def fragments_of(found: Iterable[Row]) -> list[SafeString]:
    return _drawn([(row.pk, row.versions) for row in found])


def _drawn(items: list[tuple[int, str]]) -> list[SafeString]:
    return drawn("message", items, "", draw, extra=Brand.current().timezone)


def draw(ids: list[int]) -> dict[int, str]:
    found = messages().filter(pk__in=ids).select_related("author")
    return {
        message.pk: render_to_string("community/chat/_message.html", face_of(message))
        for message in found.annotate(shown=MessagePicture.shown())
    }


def face_of(message) -> dict:
    local = timezone.localtime(message.created_at, Brand.current().zone)
    return {
        "message": message,
        "text": marked(message.body_html),
        "at": local.strftime("%H:%M"),  # worded here: a filter would turn it to the zone of whoever draws
        "pictures": apart(message.shown)["pictures"],
        "reactions": reactions_of(message),
        "me": Marks(),
    }


def quotes_of(items: list[tuple[int, str]]) -> dict[tuple[int, str], SafeString]:
    """What is answered: its first words, nothing of it once it was taken away."""
    items = list(dict.fromkeys(items))
    return dict(zip(items, drawn("message-quote", items, "", draw_quotes), strict=True)) if items else {}


def draw_quotes(ids: list[int]) -> dict[int, str]:
    return {
        message.pk: render_to_string(
            "community/chat/_quote.html",
            {"message": message, "words": plain(message.body, QUOTED) if message.is_shown else ""},
        )
        for message in messages().filter(pk__in=ids).select_related("author")
    }


def reactions_of(message) -> list[dict]:
    return [
        {"kind": kind, "count": count, "pressed": Marks()[kind]}
        for kind in Reaction.Kind.values
        if (count := message.reaction_counts.get(kind))
    ]


# --- In the reader's words


def strips_of(found: list[Row]) -> dict[int, SafeString]:
    """What became of those that are complaints."""
    if not found:
        return {}
    items = [(row.pk, f"{row.versions}{'.late' if row.is_late else ''}") for row in found]
    strips = drawn("message-strip", items, translation.get_language(), draw_strips, Brand.current().timezone)
    return {row.pk: strip for row, strip in zip(found, strips, strict=True)}


def lines_of(found: list[Row]) -> dict[int, SafeString]:
    """Who brought whom in."""
    items = [(row.pk, row.line) for row in found]
    if not items:
        return {}
    lines = drawn("message-line", items, translation.get_language(), draw_lines)
    return {row.pk: line for row, line in zip(found, lines, strict=True)}


def draw_lines(ids: list[int]) -> dict[int, str]:
    found = messages().filter(pk__in=ids).select_related("author", "guest")
    return {message.pk: render_to_string("community/chat/_line.html", {"line": message}) for message in found}


def draw_strips(ids: list[int]) -> dict[int, str]:
    found = messages().filter(pk__in=ids).select_related("handling_by", "room__group__centre")
    return {
        message.pk: render_to_string(
            "components/_strip.html", strip_of(message, message.group and message.group.centre)
        )
        for message in found
    }
