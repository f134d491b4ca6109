"""Markdown: what becomes of what members type."""

import html.parser
import re
import sys

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from community.rendering.markdown import ATTRIBUTES, LONGEST, TAGS, clean, handles, plain, render, tidy
from tests.community.rendering.corpus import ATTACKS, PATTERNS

# What a browser takes for a scheme: blanks and line breaks inside it are skipped.
SCHEME = re.compile(r"[\x00-\x20]*([a-zA-Z][a-zA-Z0-9+.\-\s]*):")


class Reader(html.parser.HTMLParser):
    """Reads HTML as a browser would, and notes what is in it."""

    def __init__(self, text: str):
        super().__init__()
        self.tags, self.attributes, self.addresses = set(), set(), []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {(tag, name) for name, _value in attrs}
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action")]


def is_harmless(text: str) -> bool:
    found = Reader(text)
    allowed = {(tag, name) for tag, names in ATTRIBUTES.items() for name in names} | {("a", "rel")}
    schemes = {match[1].lower() for address in found.addresses if (match := SCHEME.match(address))}
    return (
        found.tags <= TAGS and found.attributes <= allowed and schemes <= {"http", "https", "mailto", "tel"}
    )


@pytest.mark.parametrize(
    ("typed", "drawn"),
    [
        ("one\ntwo", "<p>one<br>\ntwo</p>"),
        ("# Big", "<h3>Big</h3>"),
        ("###### Small", "<h6>Small</h6>"),
        ("a **b** ~~c~~ `d`", "<p>a <strong>b</strong> <s>c</s> <code>d</code></p>"),
        ("<b>no</b>", "<p>&lt;b&gt;no&lt;/b&gt;</p>"),
        ("text\n---", "<p>text</p>\n<hr>"),
        ("    not code", "<p>not code</p>"),
    ],
)
def test_what_is_typed_and_what_is_drawn(typed, drawn):
    assert render(typed).strip() == drawn


def test_links_do_not_vouch_and_open_nothing_else():
    drawn = render("[the club](https://club.example/) and example.com")
    assert drawn.count('rel="nofollow noopener noreferrer ugc"') == 2


def test_a_picture_from_elsewhere_becomes_a_link():
    drawn = render("![a court](https://tracker.example/x.png)")
    assert "<img" not in drawn and 'href="https://tracker.example/x.png"' in drawn and "a court" in drawn


def test_a_mention_is_an_id_and_a_stranger_s_handle_stays_text():
    drawn = render("hello @ana and @nobody", {"ana": 12})
    assert drawn.strip() == '<p>hello <span data-member="12"></span> and @nobody</p>'


@pytest.mark.parametrize(
    "typed", ["`@ana`", "[@ana](https://a.example)", "mail@ana", "https://a.example/@ana", "@ana_x"]
)
def test_what_only_looks_like_a_mention(typed):
    assert "data-member" not in render(typed, {"ana": 12})


def test_row_46_a_handle_with_a_foreign_letter_calls_nobody():
    assert "data-member" not in render("@an\u0430 @\u0430na", {"ana": 12, "an": 3})
    assert handles("@an\u0430") == []


def test_members_cannot_forge_the_mark_or_turn_the_text_round():
    drawn = render("before\x1fmenu\x1fafter \u202egnp.exe \x00 \x1e")
    assert not {"\x1f", "\x1e", "\x00", "\u202e"} & set(drawn)


def test_a_mention_cannot_be_typed_as_html():
    assert "<span" not in render('<span data-member="1"></span>')


def test_too_long_and_too_deep_are_refused():
    with pytest.raises(ValidationError):
        render("a" * (LONGEST + 1))
    with pytest.raises(ValidationError):
        render("> " * 40 + "lost")
    assert "kept" in render("> " * 8 + "kept")


@pytest.mark.parametrize("attack", ATTACKS)
def test_row_20_no_attack_leaves_anything_that_runs(attack):
    for typed in (
        attack,
        f"[x]({attack})",
        f"![{attack}]({attack})",
        f"<{attack}>",
        f"`{attack}`",
        f"# {attack}",
    ):
        assert is_harmless(render(typed)), typed


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from(list("ab@[](){}<>!*_~`#>-+.:/\\\"'&; \n\t1x|=")), max_size=120))
def test_whatever_is_typed_is_harmless_and_cleaning_twice_changes_nothing(text):
    drawn = render(text, {"a": 1, "b": 2})
    assert is_harmless(drawn)
    assert clean(clean(drawn)) == clean(drawn)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_cleaning_any_text_twice_changes_nothing_more(text):
    assert clean(clean(text)) == clean(text)
    assert tidy(tidy(text)) == tidy(text)


def work(text: str) -> int:
    """How many calls drawing takes: what a clock would say on a machine that is never busy."""
    calls = 0

    def count(frame, event, argument):
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        render(text)
    except ValidationError:
        pass
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("name", PATTERNS)
def test_row_45_twice_the_text_is_twice_the_work(name):
    """Over two doublings, because what grows in steps may take one of them at once."""
    quarter, whole = work(PATTERNS[name](LONGEST // 4)), work(PATTERNS[name](LONGEST))
    assert whole < 2.6**2 * max(quarter, 400)
    assert whole < 1_500_000


def test_the_first_words_are_without_signs():
    assert plain("# Hello **you**\n\n[here](https://a.example)") == "Hello you here"
    assert plain("It is **not** so, **no**. See `a_b` and _this_!") == "It is not so, no. See a_b and this!"
    assert plain("word " * 100, 20) == "word word word…"
