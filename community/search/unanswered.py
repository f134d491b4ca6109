"""Which searches without an answer the owner may read about: words and a day, never what looks like a person."""

import re
from datetime import datetime

from django.utils import translation

from accounts.brand.models import Brand
from community.search.models import UnansweredSearch
from community.search.words import Words

LONGEST, MOST = 80, 6  # characters and words: more is a text that somebody pasted
# An address, or a run of figures with what people put between them: telephones, identity numbers, accounts, references.
PERSONAL = re.compile(r"@|\d(?:[\s./-]*\w?[\s./-]*\d){3,}")


def looks_personal(text: str) -> bool:
    return bool(PERSONAL.search(text))


def note(words: Words, *, as_of: datetime) -> None:
    """Counts the search, if it may be kept at all."""
    text = words.text.casefold()
    if len(text) <= LONGEST and len(text.split()) <= MOST and not looks_personal(text):
        day = as_of.astimezone(Brand.current().zone).date()
        UnansweredSearch.objects.note(text, language=translation.get_language(), day=day)
