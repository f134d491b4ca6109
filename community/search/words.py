"""What somebody looks for, taken apart: words, "phrases", and -words that must not be there."""

import re
from dataclasses import dataclass
from functools import cached_property

from community.rendering.folding import fold
from community.rendering.markdown import tidy

LONGEST = 200  # characters that are looked at
MOST = 12  # words
PART = re.compile(r'(-?)(?:"([^"]*)"|(\S+))')
LETTERS = re.compile(r"\w")


@dataclass(frozen=True)
class Words:
    """`asked` is what must be there, `without` what must not; each one a word or a phrase."""

    text: str
    asked: tuple[str, ...]
    without: tuple[str, ...]
    any_will_do: bool = False

    @classmethod
    def of(cls, text: str) -> "Words":
        text = " ".join(tidy(text)[:LONGEST].split())
        asked, without = [], []
        for minus, phrase, word in PART.findall(text)[:MOST]:
            if LETTERS.search(part := phrase or word):
                (without if minus else asked).append(part)
        return cls(text, tuple(asked), tuple(without) if asked else ())

    def __bool__(self) -> bool:
        return bool(self.asked)

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """What must be there, without accents: for names, which have no stems, and handles without their @."""
        found = (word.lstrip("@") for part in self.asked for word in re.findall(r"[\w@.-]+", fold(part)))
        return tuple(word for word in found if word)

    @cached_property
    def single(self) -> tuple[str, ...]:
        """Those that stand alone: a phrase is meant as it is written."""
        return tuple(part for part in self.asked if " " not in part)

    def corrected(self, instead: dict[str, str]) -> "Words":
        """The same with other words in the place of some."""
        parts = [instead.get(part, f'"{part}"' if " " in part else part) for part in self.asked]
        return Words.of(" ".join([*parts, *(f'-"{part}"' for part in self.without)]))

    def as_query(self, params: dict) -> str:
        """The condition as PostgreSQL's tsquery; its values are put into `params`."""
        every = [f"tertulia_asked(%(word{number})s)" for number in range(len(self.asked))]
        none = [f"!!tertulia_asked(%(not{number})s)" for number in range(len(self.without))]
        params |= {f"word{number}": part for number, part in enumerate(self.asked)}
        params |= {f"not{number}": part for number, part in enumerate(self.without)}
        wanted = f"({(' || ' if self.any_will_do else ' && ').join(every)})"
        return f"({' && '.join([wanted, *none])})"

    def as_stems(self) -> str:
        """The stems of what must be there, as an array; goes with the values of `as_query`."""
        stems = " || ".join(f"tertulia_stems(%(word{number})s)" for number in range(len(self.asked)))
        return f"tsvector_to_array({stems})"
