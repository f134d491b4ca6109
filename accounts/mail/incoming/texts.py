"""HTML of a letter as plain text: the only way that it is ever shown.

Read by one pass of our own: what letters hold is often broken and sometimes made to keep a parser busy, and all that is
wanted are the words, and where they stand.
"""

import re
from html import unescape

BLOCKS = {
    "address", "article", "aside", "blockquote", "center", "dd", "div", "dl", "dt", "fieldset", "figure", "footer",
    "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section",
    "table", "tr", "ul",
}  # fmt: skip
APART = {"p", "blockquote", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "pre"}
VOID = {
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
}  # fmt: skip
SILENT = {
    "script",
    "style",
    "head",
    "title",
    "template",
    "noscript",
    "object",
    "svg",
    "math",
    "textarea",
    "select",
}
# Where mail programs put what they quote: their names for it.
QUOTES = re.compile(
    r"\b(gmail_quote|gmail_quote_container|gmail_extra|gmail_attr|moz-cite-prefix|yahoo_quoted|protonmail_quote"
    r"|tutanota_quote|zmail_extra|WordSection1Quote|ms-outlook-mobile-reference-message|iosymailquote)\b"
    r"|\b(divRplyFwdMsg|appendonsend|mail-editor-reference-message-container|reply-intro|isForwardContent)\b"
)
# From here to the end everything is quoted.
REST = re.compile(r"\b(divRplyFwdMsg|appendonsend|stopSpelling)\b")
SIGNATURES = re.compile(
    r"\b(gmail_signature|moz-signature|protonmail_signature_block|ms-outlook-mobile-signature)\b"
)
UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(px|pt)?\s*(;|$)", re.IGNORECASE
)
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)([^<>]*)>|<[!?][^<>]*>")
ATTRIBUTE = re.compile(
    r"(class|id|style|type|hidden)\s*(?:=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"']+)))?", re.IGNORECASE
)
LONGEST_TAG = 2000
COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
BLANK = " \u00a0"
DEEPEST = 2000
# What a block asks for: to stand on a line of its own, or with a blank line around it.
LINE, PARAGRAPH = "\x00", "\x01"


class Reader:
    """Gathers the text; with `cut` leaves out what mail programs mark as quoted or as a signature."""

    def __init__(self, *, cut: bool) -> None:
        self.cut = cut
        self.pieces: list[str] = []
        self.stack: list[tuple[str, bool]] = []  # open elements, and whether each is mute
        self.silent = 0
        self.over = False

    def read(self, html: str) -> None:
        at = 0
        for tag in TAG.finditer(html):
            self.words(html[at : tag.start()])
            at = tag.end()
            if tag[2]:
                name = tag[2].lower()
                self.close(name) if tag[1] else self.open(name, tag[3][:LONGEST_TAG])
        self.words(html[at:])

    def words(self, text: str) -> None:
        self.say(re.sub(r"[ \t\r\n\f\x00\x01]+", " ", unescape(text)))

    def open(self, tag: str, rest: str) -> None:
        if tag in ("br", "hr"):
            return self.say("\n")
        names = {name.lower(): a or b or c for name, a, b, c in ATTRIBUTE.findall(rest)}
        marks = f"{names.get('class', '')} {names.get('id', '')}"
        if self.cut and not self.silent and REST.search(marks):
            self.over = True
        if tag in BLOCKS:
            self.say(PARAGRAPH if tag in APART else LINE)
        if tag in ("li", "td", "th"):
            self.say("- " if tag == "li" else " ")
        if tag not in VOID and len(self.stack) < DEEPEST:
            mute = tag in SILENT or self.is_left_out(tag, names, marks)
            self.silent += mute
            self.stack.append((tag, mute))
        return None

    def is_left_out(self, tag: str, names: dict[str, str], marks: str) -> bool:
        if "hidden" in names or UNSEEN.search(names.get("style", "")):
            return True
        if not self.cut:
            return False
        cited = tag == "blockquote" and names.get("type", "").lower() == "cite"
        return cited or bool(QUOTES.search(marks) or SIGNATURES.search(marks))

    def close(self, tag: str) -> None:
        if tag in BLOCKS:
            self.say(PARAGRAPH if tag in APART else LINE)
        if not any(opened == tag for opened, _mute in self.stack[-50:]):
            return
        while self.stack:
            opened, mute = self.stack.pop()
            self.silent -= mute
            if opened == tag:
                break

    def say(self, words: str) -> None:
        if not self.silent and not self.over:
            self.pieces.append(words)

    @property
    def text(self) -> str:
        lines = [""]
        for piece in re.split(r"([\n\x00\x01])", "".join(self.pieces)):
            if piece == "\n":
                lines.append("")
            elif piece in (LINE, PARAGRAPH):
                lines += [""] * ((lines[-1].strip(BLANK) != "") + (piece == PARAGRAPH))
            else:
                lines[-1] += piece
        return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip(BLANK) for line in lines)).strip()


def from_html(html: str, *, cut: bool = True) -> str:
    """The words of a page of HTML, however broken it is."""
    reader = Reader(cut=cut)
    reader.read(COMMENT.sub("", html))
    return reader.text
