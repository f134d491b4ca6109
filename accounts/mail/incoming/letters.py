"""A letter: what a raw message says, read without ever failing on it."""

import email
import re
from dataclasses import dataclass, field
from datetime import datetime
from email import policy
from email.message import Message

from accounts.mail.incoming import headers, quotes, texts

MOST_PARTS = 200
LONGEST_TEXT = 400_000  # characters that are read for words; the original is kept whole
FORWARDED = re.compile(r"^\s*(fwd?|rv|reenv?|wg|tr)\s*:", re.IGNORECASE)


@dataclass(frozen=True)
class Enclosed:
    """A file that came with the letter."""

    name: str
    content_type: str
    content: bytes


@dataclass(frozen=True)
class Letter:
    message: Message
    address: str  # of the one sender, in lower case; empty for none or several
    name: str
    subject: str
    message_id: str
    plain: str
    html: str
    files: list[Enclosed] = field(default_factory=list)

    @property
    def written_at(self) -> datetime | None:
        return headers.date(self.message)

    @property
    def answers(self) -> list[str]:
        """The Message-IDs that it says it answers, the latest last."""
        return headers.ids(self.message, "References", "In-Reply-To")

    @property
    def is_forwarded(self) -> bool:
        return bool(FORWARDED.match(self.subject))

    @property
    def is_empty(self) -> bool:
        return not self.whole.strip() and not self.files

    @property
    def whole(self) -> str:
        """Everything that it says, with what it quotes; the original as text."""
        return quotes.tidy(self.plain or texts.from_html(self.html, cut=False))

    def new_words(self, ours: str = "") -> str:
        """What an answer adds."""
        by_text = quotes.reply_of(self.plain, ours) if self.plain.strip() else ""
        if by_text or not self.html:
            return by_text
        return quotes.reply_of(texts.from_html(self.html), ours)

    @property
    def first_words(self) -> str:
        """What a letter says that answers nothing."""
        text = self.plain if self.plain.strip() else texts.from_html(self.html, cut=not self.is_forwarded)
        return quotes.first_words_of(text, forwarded=self.is_forwarded) or self.whole


def read(raw: bytes) -> Letter:
    """The letter that the bytes are. Raises RecursionError for what is nested beyond all measure."""
    message = email.message_from_bytes(raw, policy=policy.compat32)
    address, name = headers.sender(message)
    plain, html, files = bodies(message)
    return Letter(
        message=message,
        address=address,
        name=name,
        subject=headers.words(headers.first(message, "Subject"))[:250],
        message_id=headers.message_id(message),
        plain=plain[:LONGEST_TEXT],
        html=html[:LONGEST_TEXT],
        files=files,
    )


def bodies(message: Message) -> tuple[str, str, list[Enclosed]]:
    """The plain text, the HTML, and what is enclosed."""
    plain, html, files = [], [], []
    for part in parts_of(message):
        kind = part.get_content_type()
        if is_enclosed(part, kind):
            files.append(enclosed(part, kind))
        elif kind == "text/html":
            html.append(text_of(part))
        else:
            plain.append(text_of(part))
    return storable("\n\n".join(filter(None, plain))), storable("\n".join(html)), files


def parts_of(message: Message) -> list[Message]:
    """The leaves of the letter in their order; a letter within the letter is one leaf."""
    waiting, leaves, seen = [message], [], 0
    while waiting and seen < MOST_PARTS:
        part, seen = waiting.pop(), seen + 1
        inside = part.get_payload()
        if isinstance(inside, list) and part.get_content_maintype() == "multipart":
            waiting.extend(reversed([one for one in inside if isinstance(one, Message)]))
        else:
            leaves.append(part)
    return leaves


def is_enclosed(part: Message, kind: str) -> bool:
    if kind not in ("text/plain", "text/html"):
        # What says nothing of its kind is text by the standard; so is a multipart that is none.
        return part.get_content_maintype() != "multipart"
    return disposition(part) == "attachment" or bool(name_of(part) and disposition(part) != "inline")


def disposition(part: Message) -> str:
    said = (headers.raw(part, "Content-Disposition") or [""])[0]
    return said.split(";")[0].strip().lower()


def name_of(part: Message) -> str:
    try:
        return headers.words(str(part.get_filename() or ""))[:200]
    except (LookupError, ValueError, TypeError, UnicodeError):
        return ""


def enclosed(part: Message, kind: str) -> Enclosed:
    ending = "eml" if kind.startswith("message/") else "bin"
    return Enclosed(name_of(part) or f"file.{ending}", kind, content_of(part))


def content_of(part: Message) -> bytes:
    inside = part.get_payload()
    if isinstance(inside, list):  # a letter within the letter
        return b"".join(one.as_bytes() for one in inside[:1]) if safely_written(inside) else b""
    try:
        content = part.get_payload(decode=True)
        return content if isinstance(content, bytes) else b""
    except (ValueError, LookupError, TypeError, AssertionError):
        return str(inside).encode("utf-8", "replace")


def safely_written(inside: list) -> bool:
    try:
        inside[0].as_bytes()
    except (IndexError, AttributeError, ValueError, LookupError, TypeError, RecursionError, KeyError):
        return False
    return True


def text_of(part: Message) -> str:
    """A text part in whatever writing it came."""
    try:
        charset = part.get_param("charset", "")
    except (ValueError, LookupError, TypeError):
        charset = ""
    text = headers.decoded(content_of(part), charset if isinstance(charset, str) else charset[2])
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return flowing(text, part) if "flowed" in str(part.get_param("format", "")).lower() else text


def flowing(text: str, part: Message) -> str:
    """format=flowed: lines that end in a blank go on in the next one."""
    joined = "" if str(part.get_param("delsp", "")).lower() == "yes" else " "
    lines: list[str] = []
    for line in text.split("\n"):
        goes_on = lines and lines[-1].endswith(" ") and lines[-1] != "-- " and depth(lines[-1]) == depth(line)
        if goes_on and not line.startswith("-- "):
            lines[-1] = lines[-1].rstrip(" ") + joined + line.lstrip("> ")
        else:
            lines.append(line)
    return "\n".join(lines)


def depth(line: str) -> int:
    return len(line) - len(line.lstrip(">"))


def storable(text: str) -> str:
    """Without NUL and without halves of signs, which no table takes."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()
