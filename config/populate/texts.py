"""Texts of made-up people: sentences of common words, and here and there a name that few others mention.

Sentences are made ahead and drawn from a stock, so that a million texts take seconds. Nothing in them needs escaping,
so what is drawn of them is known without asking the renderer; a test compares the two.
"""

import random
from collections.abc import Sequence
from itertools import accumulate

from config.populate.words import ENGLISH, SPANISH, SYLLABLES, Vocabulary

STOCK = 12_000  # sentences ahead in each language
NAMES = 40_000  # names that are mentioned, the first ones often and the last ones hardly ever
MENTIONED = 0.25  # of texts with a name in them

Text = tuple[str, str]  # what was typed, and how it is drawn


class Skewed:
    """Draws from a list, the front of it more often: the one at place n with a weight of 1 / (n + 2)^slope."""

    def __init__(self, things: Sequence, slope: float = 0.8):
        self.things = things
        self.weights = list(accumulate(1 / (place + 2) ** slope for place in range(len(things))))

    def draw(self, chance: random.Random, count: int = 1) -> list:
        return chance.choices(self.things, cum_weights=self.weights, k=count)


class Speech:
    """Texts in one language."""

    def __init__(self, words: Vocabulary, chance: random.Random, names: Skewed):
        self.chance, self.names = chance, names
        self.lists = {
            "thing": Skewed(words.things),
            "place": Skewed(words.places),
            "time": Skewed(words.times),
            "state": Skewed(words.states),
            "deed": Skewed(words.deeds),
            "opening": Skewed(words.openings),
        }
        self.said = [self.sentence(words.sentences) for _ in range(STOCK)]
        self.naming = [self.sentence(words.naming, name="{name}") for _ in range(STOCK // 8)]
        self.wrong = [self.sentence(words.complaints) for _ in range(STOCK // 4)]
        self.titles = [self.sentence(words.titles) for _ in range(STOCK // 4)]
        self.closings = words.closings

    def sentence(self, shapes: Sequence[str], **known: str) -> str:
        shape = self.chance.choice(shapes)
        for place, kept in self.lists.items():
            while (mark := "{" + place + "}") in shape:
                shape = shape.replace(mark, kept.draw(self.chance)[0], 1)
        start = 1 if shape[0] == "¿" else 0
        return shape[:start] + shape[start].upper() + shape[start + 1 :]

    def some(self, stock: Sequence[str], count: int) -> list[str]:
        size, draw = len(stock), self.chance.random
        return [stock[int(draw() * size)] for _ in range(count)]

    def words(self, most: int, stock: Sequence[str] | None = None) -> str:
        """One to `most` sentences, short texts being the usual."""
        draw = self.chance.random
        said = self.some(stock or self.said, 1 + int(draw() * draw() * most))
        if draw() < MENTIONED:
            (name,) = self.names.draw(self.chance)
            said.append(self.some(self.naming, 1)[0].replace("{name}", name))
        return " ".join(said)

    def comment(self) -> Text:
        body = self.words(5)
        return body, f"<p>{body}</p>\n"

    def message(self) -> Text:
        body = self.words(2)
        return body, f"<p>{body}</p>\n"

    def post(self, is_complaint: bool = False) -> Text:
        """Some paragraphs, at times with a list."""
        draw = self.chance.random
        paragraphs = [self.words(5, self.wrong if is_complaint else None)]
        paragraphs += [self.words(4) for _ in range(int(draw() * 3))]
        body, html = "\n\n".join(paragraphs), "".join(f"<p>{text}</p>\n" for text in paragraphs)
        if draw() < 0.1:
            lines = self.some(self.said, 3)
            body += "\n\n" + "\n".join(f"- {line}" for line in lines)
            html += "<ul>\n" + "".join(f"<li>{line}</li>\n" for line in lines) + "</ul>\n"
        return body, html

    def title(self) -> str:
        return self.some(self.titles, 1)[0][:140]


def speeches(chance: random.Random) -> dict[str, Speech]:
    """By language."""
    names = Skewed(coined(chance), slope=1.0)
    return {"es": Speech(SPANISH, chance, names), "en": Speech(ENGLISH, chance, names)}


def coined(chance: random.Random) -> list[str]:
    """Names that nobody has: two to four syllables each, every one once."""
    made: dict[str, None] = {}
    while len(made) < NAMES:
        made["".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 3, 4)))).capitalize()] = None
    return list(made)
