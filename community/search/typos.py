"""What a word may have meant that nobody wrote."""

from django.db import connection

from community.rendering.folding import fold
from community.search.models import SearchWord
from community.search.words import Words

SHORTEST = 4  # letters; shorter words resemble everything
ALIKE = 0.33  # of their three-letter pieces

NEAREST = """
SELECT DISTINCT ON (asked) asked, w.word
FROM unnest(%(asked)s::text[]) asked JOIN community_searchword w ON tertulia_fold(w.word) %% asked
WHERE NOT EXISTS (SELECT 1 FROM community_searchword k WHERE k.word = asked)
  AND similarity(tertulia_fold(w.word), asked) >= %(alike)s AND abs(length(w.word) - length(asked)) <= 2
ORDER BY asked, similarity(tertulia_fold(w.word), asked) DESC, w.uses DESC, w.word
"""


def meant(words: Words) -> Words | None:
    """The same search with words that people use here in the place of those that nobody does; None when nothing
    comes near. It is only a guess: whoever offers it has looked for it as the same reader first."""
    asked = {fold(word): word for word in words.single if len(word) >= SHORTEST and word.isalpha()}
    if not asked:
        return None
    with connection.cursor() as cursor:
        cursor.execute(NEAREST, {"asked": list(asked), "alike": ALIKE})
        instead = {asked[word]: nearest for word, nearest in cursor.fetchall() if fold(nearest) != word}
    return words.corrected(instead) if instead else None


def rarest(asked: list[str], most: int) -> list[str]:
    """Of these words those that say most: unknown ones first, then the least used."""
    uses = dict(SearchWord.objects.filter(pk__in=asked).values_list("word", "uses"))
    return sorted(dict.fromkeys(asked), key=lambda word: (uses.get(word, 0), -len(word)))[:most]
