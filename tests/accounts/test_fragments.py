"""What is drawn for nobody in particular is drawn once, and a dead Redis is a miss."""

import threading
import time

import pytest
from django.core.cache import caches

from accounts import fragments
from accounts.fragments import MARK, FragmentCache, Marks, Memory, drawn, fill, strip_marks
from tests import broken


@pytest.fixture(autouse=True)
def nothing_kept(db):
    fragments.memory.clear()
    fragments.breaker.reset()
    caches["fragments"].clear()
    yield
    fragments.memory.clear()
    fragments.breaker.reset()


class Pen:
    """Draws, and remembers what it was asked for."""

    def __init__(self):
        self.asked = []

    def __call__(self, ids):
        self.asked.append(ids)
        return {id: f"<p>{id}</p>" for id in ids if id != 404}


def test_cards_come_in_the_order_asked_for_and_are_drawn_together():
    pen = Pen()
    assert drawn("card", [(3, 1), (1, 1), (2, 5)], "es", pen) == ["<p>3</p>", "<p>1</p>", "<p>2</p>"]
    assert pen.asked == [[3, 1, 2]]


def test_the_second_time_nothing_is_drawn():
    pen = Pen()
    drawn("card", [(1, 1)], "es", pen)
    drawn("card", [(1, 1)], "es", pen)
    assert pen.asked == [[1]]


def test_another_process_finds_them_in_redis():
    pen = Pen()
    drawn("card", [(1, 1), (2, 1)], "es", pen)
    fragments.memory.clear()
    assert drawn("card", [(1, 1), (2, 1), (3, 1)], "es", pen) == ["<p>1</p>", "<p>2</p>", "<p>3</p>"]
    assert pen.asked == [[1, 2], [3]]


@pytest.mark.parametrize(
    "change",
    [{"kind": "comment"}, {"items": [(1, 2)]}, {"language": "en"}, {"extra": "Europe/Lisbon"}],
)
def test_another_kind_version_language_or_circumstance_is_drawn_anew(change):
    pen = Pen()
    first = {"kind": "card", "items": [(1, 1)], "language": "es", "draw": pen}
    drawn(**first)
    drawn(**first | change)
    assert len(pen.asked) == 2


def test_changed_templates_are_drawn_anew(monkeypatch):
    pen = Pen()
    drawn("card", [(1, 1)], "es", pen)
    monkeypatch.setattr(fragments, "fingerprint", lambda: "another")
    drawn("card", [(1, 1)], "es", pen)
    assert len(pen.asked) == 2


def test_a_card_that_is_gone_is_empty_and_not_kept():
    pen = Pen()
    assert drawn("card", [(404, 1), (1, 1)], "es", pen) == ["", "<p>1</p>"]
    drawn("card", [(404, 1)], "es", pen)
    assert pen.asked == [[404, 1], [404]]


def test_the_same_card_twice_is_drawn_once():
    pen = Pen()
    assert drawn("card", [(1, 1), (1, 1)], "es", pen) == ["<p>1</p>"] * 2
    assert pen.asked == [[1]]


def test_nothing_asked_is_nothing_drawn():
    assert drawn("card", [], "es", Pen()) == []


def test_memory_forgets_what_was_used_longest_ago():
    kept = Memory(limit=3_500)
    for key in "abc":
        kept.keep({key: "x" * 1_000})
    kept.find(["a"])
    kept.keep({"d": "x" * 1_000})
    assert set(kept.find("abcd")) == {"a", "c", "d"} and kept.size <= 3_500


def test_memory_counts_what_is_kept_twice_once():
    kept = Memory(limit=3_000)
    for _ in range(10):
        kept.keep({"a": "x" * 1_000})
    assert kept.size < 1_200


def test_many_threads_share_the_memory():
    kept, errors = Memory(limit=20_000), []

    def work(number):
        try:
            for turn in range(300):
                kept.keep({f"{number}-{turn}": "x" * 500})
                kept.find([f"{other}-{turn}" for other in range(6)])
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == [] and 0 <= kept.size <= 20_000


# The viewer's own state


def test_the_viewers_state_takes_the_place_of_the_marks():
    me = Marks()
    html = f"<b class='{me['unread']}'>{me['saved']}</b>{me['nobody']}"
    assert fill(html, {"unread": "new", "saved": "yes"}) == "<b class='new'>yes</b>"


def test_text_without_marks_stays_as_it_is():
    assert fill("<b>1</b>", {"b": "2"}) == "<b>1</b>"


def test_nobody_forges_a_mark():
    typed = f"Ana{MARK}saved{MARK}"
    assert fill(strip_marks(typed), {"saved": "secret"}) == "Anasaved"


# A dead Redis (P1)


@pytest.fixture(params=broken.BREAKAGES)
def dead(request):
    living = caches["fragments"]
    with broken.BREAKAGES[request.param]() as port:
        caches["fragments"] = FragmentCache(f"redis://127.0.0.1:{port}/1", {})
        yield caches["fragments"]
    caches["fragments"] = living


def test_without_redis_everything_is_drawn_and_nothing_fails(dead):
    pen = Pen()
    began = time.monotonic()
    for number in range(50):
        assert drawn("card", [(number, 1)], "es", pen) == [f"<p>{number}</p>"]
    assert time.monotonic() - began < 1, "silence is waited for once"


def test_without_redis_every_question_is_a_miss(dead):
    assert dead.get("a", "none") == "none" and dead.get_many(["a"]) == {} and not dead.has_key("a")
    assert dead.set("a", "1") is None and dead.set_many({"a": "1"}) == ["a"]
    assert dead.add("a", "1") is False and dead.delete("a") is False and dead.touch("a") is False
    assert dead.delete_many(["a"]) is None and dead.clear() is False


def test_the_cache_keeps_text_for_a_lifetime():
    cache = caches["fragments"]
    cache.set_many({"a": "ñandú 🦤", "b": "2"})
    assert cache.get_many(["a", "b", "c"]) == {"a": "ñandú 🦤", "b": "2"}
    client = cache._cache.get_client()
    assert 0 < client.ttl(cache.make_and_validate_key("a")) <= 24 * 3600
