"""HTML of a letter as plain text: the only way that it is ever shown."""

import re
from html.parser import HTMLParser

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
DEEPEST = 2000


class Reader(HTMLParser):
    """Gathers the text; with `cut` leaves out what mail programs mark as quoted or as a signature."""

    def __init__(self, *, cut: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.cut, self.pieces, self.stack = cut, [], []
        self.silent = 0
        self.over = False

    def handle_starttag(self, tag, attrs):
        names = {name: value or "" for name, value in attrs}
        if tag == "br" or tag == "hr":
            return self.say("\n")
        marks = f"{names.get('class', '')} {names.get('id', '')}"
        if self.cut and self.silent == 0 and REST.search(marks):
            self.over = True
        if tag in BLOCKS:
            self.say("\n\n" if tag in APART else "\n")
        if tag == "li":
            self.say("- ")
        if tag in ("td", "th"):
            self.say(" ")
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

    def handle_endtag(self, tag):
        if tag in BLOCKS:
            self.say("\n\n" if tag in APART else "\n")
        if not any(open_ == tag for open_, _mute in self.stack[-50:]):
            return
        while self.stack:
            open_, mute = self.stack.pop()
            self.silent -= mute
            if open_ == tag:
                break

    def handle_data(self, data):
        self.say(re.sub(r"[ \t\r\n\f]+", " ", data))

    def say(self, words: str) -> None:
        if not self.silent and not self.over:
            self.pieces.append(words)

    @property
    def text(self) -> str:
        lines = [line.strip(" \u00a0") for line in "".join(self.pieces).split("\n")]
        return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def from_html(html: str, *, cut: bool = True) -> str:
    """The words of a page of HTML. Never raises; what cannot be read is left out."""
    reader = Reader(cut=cut)
    try:
        reader.feed(html)
        reader.close()
    except (AssertionError, ValueError, RecursionError):
        pass
    return reader.text
