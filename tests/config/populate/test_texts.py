"""Made-up texts are what the renderer makes of them, and the same for the same seed."""

import random
from collections import Counter

from community.rendering.markdown import render
from config.populate import shapes
from config.populate.texts import speeches


def texts(seed: int, count: int = 300) -> list[tuple[str, str]]:
    speech = speeches(random.Random(seed))
    kinds = [speech[language] for language in ("es", "en")]
    said = [
        text for one in kinds for _ in range(count) for text in (one.comment(), one.post(), one.message())
    ]
    return said + [kinds[0].post(is_complaint=True) for _ in range(count)]


def test_what_is_drawn_is_what_the_renderer_would_draw():
    assert [body for body, html in texts(1) if render(body) != html] == []


def test_the_same_seed_says_the_same_and_another_something_else():
    assert texts(2, 20) == texts(2, 20)
    assert texts(2, 20) != texts(3, 20)


def test_some_words_are_common_and_some_are_rare():
    words = Counter(
        word.strip(".,¿?¡!:").casefold() for body, _html in texts(4, 1000) for word in set(body.split())
    )
    assert words["pista"] > 300
    assert sum(count == 1 for count in words.values()) > 200


def test_a_few_posts_get_much_of_what_is_said_and_none_of_it_lies_ahead():
    chance = random.Random(5)
    dice = shapes.Dice(shapes.popularity(2000, chance))
    drawn = Counter(dice.throw(chance) for _ in range(20_000))
    assert sum(count for _post, count in drawn.most_common(200)) > 20_000 * 0.3
    assert all(100 < shapes.later(100, 500, chance) < 500 for _ in range(1000))
