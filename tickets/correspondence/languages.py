"""Spanish or English: enough to answer a stranger in the language in which they wrote (L-08)."""

import re

from accounts.brand.models import Brand

SPANISH = """el la los las de del que y en un una por con para mi me se su lo es no al como pero muy hola gracias buenos
buenas días tardes saludo saludos he ha hay está estoy nos les le este esta desde cuando porque"""
ENGLISH = """the of and to in is it that for my was with on have has you your not but this be are at from hello hi dear
thanks thank regards please when because i am we our would could there"""
COMMON = {"es": set(SPANISH.split()), "en": set(ENGLISH.split())}
ENOUGH = 2


def language_of(text: str) -> str:
    """The language of the text; the brand's when it does not say."""
    words = re.findall(r"[a-záéíóúüñ']+", text.lower()[:4000])
    counts = {language: sum(word in common for word in words) for language, common in COMMON.items()}
    best = max(counts, key=counts.__getitem__)
    other = min(counts.values())
    return best if counts[best] >= ENOUGH and counts[best] > other else Brand.current().language
