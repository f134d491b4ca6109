"""Posts that resemble a text which is being written, of those that the writer may see."""

import re

from community.rendering.folding import fold
from community.rendering.highlights import pattern_of
from community.search import finding, typos
from community.search.finding import Found
from community.search.words import Words

LOOKED_AT = 400  # characters: what a text is about stands at its beginning
SHORTEST, MOST = 4, 8  # letters of a word, words
SHARED = 2  # words that two posts must have in common
SHOWN = 3


def similar_to(member, text: str) -> list[Found]:
    """The best few; nothing for a text of which too little is known yet."""
    said = re.findall(rf"[^\W\d_]{{{SHORTEST},40}}", text[:LOOKED_AT].casefold())
    telling = typos.rarest(said, MOST)
    if len(telling) < SHARED:
        return []
    words = Words(" ".join(telling), tuple(telling), (), any_will_do=True)
    page = finding.find(member, words, part="posts")
    return [row for row in page.rows if shares(row, page.terms)][:SHOWN]


def shares(row: Found, terms: tuple[str, ...]) -> bool:
    """Whether enough different words are in both."""
    hits = {
        fold(hit[0])[:SHORTEST]
        for hit in pattern_of(terms).finditer(f"{row.title if row.is_titled else ''} {row.body}")
    }
    return len(hits) >= SHARED
