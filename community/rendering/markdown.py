"""Markdown to the HTML that is stored: drawn once at writing, cleaned, without names (D-10).

Raw HTML is text, pictures from elsewhere become links (they would tell others who reads what), headings step down
below those of the page. A mention is kept as `<span data-member="12"></span>` and gets its name at reading.
"""

import re
import threading
import unicodedata
from collections.abc import Mapping
from itertools import pairwise

import nh3
from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

LONGEST = 20_000  # characters; the columns are shorter where they need to be
DEEPEST = 24  # quotes and lists inside each other; a list costs two
BRACKETS = 1000  # each may begin a link, and is followed to the end of its paragraph
MENTIONS = 20  # people that one text can call
HANDLE = re.compile(r"@([A-Za-z0-9](?:[A-Za-z0-9-]{0,38}[A-Za-z0-9])?)(?!\w)")
LINK = re.compile(r"(?:https?://|\bwww\.)[^\s)\]>]+", re.IGNORECASE)
# Everything that is not seen but could forge a mark (\x1f), turn the reading order round or hide a word (row 46).
UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b\u202a-\u202e\u2066-\u2069\ufeff]")

TAGS = {
    "a",
    "b",
    "blockquote",
    "br",
    "code",
    "del",
    "em",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "s",
    "span",
    "strong",
    "ul",
}
TAGS |= {"h3", "h4", "h5", "h6"}
ATTRIBUTES = {"*": set(), "a": {"href"}, "ol": {"start"}, "span": {"data-member"}}
SCHEMES = {"http", "https", "mailto", "tel"}
REL = "nofollow noopener noreferrer ugc"


def render(text: str, people: Mapping[str, int] | None = None) -> SafeString:
    """The text as clean HTML. `people` says which handles (in lower case) are mentions, and of whom.

    Raises ValidationError for a text that is too long, would keep us busy for nothing, or is nested too deeply:
    parts of it would be lost.
    """
    text = tidy(text)
    if len(text) > LONGEST:
        raise ValidationError(
            _("That is too long. The limit is %(limit)d characters."), "long", {"limit": LONGEST}
        )
    if text.count("[") > BRACKETS:
        raise ValidationError(_("There are too many square brackets in it."), "brackets")
    env = {"people": people or {}}
    with one_at_a_time:
        tokens = parser.parse(text, env)
    if any(token.level >= DEEPEST - 1 for token in tokens):
        raise ValidationError(_("There are too many quotes or lists inside each other."), "nested")
    return mark_safe(clean(parser.renderer.render(tokens, parser.options, env)))


def tidy(text: str) -> str:
    """The text with one kind of line break and without characters that nobody sees."""
    return UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def clean(html: str) -> str:
    """Only the tags, attributes and addresses that we use. Cleaning twice changes nothing more."""
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel=REL,
        clean_content_tags={"script", "style"},
    )


def handles(text: str) -> list[str]:
    """The handles that the text may be calling, in lower case, each once, the first few."""
    found = dict.fromkeys(handle.lower() for handle in HANDLE.findall(text))
    return list(found)[:MENTIONS]


def count_links(text: str) -> int:
    """How many addresses of the web the text holds, written out or behind words."""
    return len(LINK.findall(text))


# --- The rules that differ from plain Markdown


def mention(state: StateInline, silent: bool) -> bool:
    """`@handle` of somebody who may be called; anybody else's stays as it was typed."""
    if state.src[state.pos] != "@" or state.linkLevel > 0 or follows_a_word(state.src, state.pos):
        return False
    found = HANDLE.match(state.src, state.pos)
    member = found and state.env["people"].get(found[1].lower())
    if not member:
        return False
    if not silent:
        state.push("mention", "span", 0).meta = {"member": int(member)}
    state.pos = found.end()
    return True


def follows_a_word(text: str, at: int) -> bool:
    return at > 0 and (text[at - 1].isalnum() or text[at - 1] in "_@./")


def mention_html(renderer, tokens: list[Token], index: int, options, env) -> str:
    return f'<span data-member="{tokens[index].meta["member"]}"></span>'


def pictures_to_links(state: StateCore) -> None:
    """`![words](address)` is read as a link: fetching a picture would tell its host who reads this."""
    for block in state.tokens:
        children = block.children or []
        for text, link in pairwise(children):
            if link.type == "link_open" and not link.markup and text.type == "text":
                text.content = text.content.removesuffix("!")


def heading_html(renderer, tokens: list[Token], index: int, options, env) -> str:
    token = tokens[index]
    token.tag = f"h{min(int(token.tag[1]) + 2, 6)}"
    return renderer.renderToken(tokens, index, options, env)


def built() -> MarkdownIt:
    markdown = MarkdownIt(
        "js-default",
        {"html": False, "linkify": True, "breaks": True, "typographer": False, "maxNesting": DEEPEST},
    )
    # Indented code and underlined headings happen by accident; tables and link definitions nobody types by hand.
    markdown.disable(["code", "lheading", "table", "reference", "image", "html_block", "html_inline"])
    # "example.com" becomes a link; "anna@example.com" does not, so that nobody's address is harvested from the page.
    markdown.linkify.set({"fuzzy_email": False})
    markdown.inline.ruler.before("linkify", "mention", mention)
    markdown.inline.add_terminator_char("@")
    markdown.core.ruler.after("inline", "pictures", pictures_to_links)
    markdown.add_render_rule("mention", mention_html)
    markdown.add_render_rule("heading_open", heading_html)
    markdown.add_render_rule("heading_close", heading_html)
    return markdown


parser = built()
# Signs of Markdown, for a line of plain words: those that stand before a line, and links; those close around words.
BESIDE_WORDS = re.compile(r"[>#]+|\(https?://[^\s)]*\)")
AROUND_WORDS = re.compile(r"[*`~\[\]]+|(?<!\w)_+|_+(?!\w)")
one_at_a_time = threading.Lock()  # the finder of links keeps its place on itself


def plain(text: str, limit: int = 200) -> str:
    """The first words of a text without its Markdown signs, for a line in a list or a mail."""
    words = BESIDE_WORDS.sub(" ", tidy(text)[: limit * 4])
    words = AROUND_WORDS.sub("", words)  # without a space in its place: “**no**.” is “no.”
    words = unicodedata.normalize("NFC", " ".join(words.split()))
    return words if len(words) <= limit else words[: limit - 1].rsplit(" ", 1)[0] + "…"
