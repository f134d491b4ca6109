"""What templates may hold: no script, style or handler of their own, no word that is not for translation."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.architecture.test_imports import ROOT, sources

TEMPLATES = ROOT / "templates"
PAGES = sorted(path for path in TEMPLATES.rglob("*.html") if "emails" not in path.parts)
MAILS = sorted(
    path
    for path in TEMPLATES.rglob("*.*")
    if ("emails" in path.parts or "messages" in path.parts) and path.suffix != ".css"
)
TAG = re.compile(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", re.DOTALL)
TRANSLATED = re.compile(r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}", re.DOTALL)
CLASSES = re.compile(r"{%\s*block \w+_class\s*%}.*?{%\s*endblock\s*%}")
CODE = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
WORD = re.compile(r"[^\W\d_]{2,}")
SPOKEN = {"alt", "title", "placeholder", "aria-label", "aria-description", "data-copied", "data-confirm"}
ADDRESSES = {"href", "src", "action", "formaction", "data", "poster", "xlink:href", "hx-get", "hx-post"}
# Names of keys, formats and languages in their own words, and what stands for itself.
NAMES = {"Español", "English", "Enter", "PDF", "Esc", "Tertulia", "JSON"}
# Long texts of law, written as a whole in each language.
WHOLE = {TEMPLATES / "accounts" / "legal" / language for language in ("es", "en")}
# Who may call HTML safe: each makes it itself and escapes what people wrote.
SAFE = {
    "accounts/fragments.py",
    "tickets/workplace/rows.py",
    "community/rendering/markdown.py",
    "accounts/templatetags/shell.py",
    "community/feed/cards.py",
    "community/feed/comments.py",
    "community/feed/pages.py",
    "community/notifications/reading.py",
    "community/rendering/mentions.py",
    "community/rendering/highlights.py",
}


class Reader(HTMLParser):
    """Gathers what a template shows and what it would run."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[str] = []
        self.says: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag, attrs):
        names = dict(attrs)
        if tag == "style" or (
            tag == "script" and "src" not in names and names.get("type") != "application/json"
        ):
            self.runs.append(f"<{tag}>")
        self.runs += [
            f"{name}={value}"
            for name, value in attrs
            if name.startswith(("on", "hx-on"))
            or name in ("style", "srcdoc")
            or (name in ADDRESSES and "javascript:" in (value or "").lower())
        ]
        self.says += [value for name, value in attrs if name in SPOKEN and value]
        if tag in ("script", "style", "code"):
            self.inside.append(tag)

    def handle_endtag(self, tag):
        if self.inside and tag == self.inside[-1]:
            self.inside.pop()

    def handle_data(self, data):
        if not self.inside:
            self.says.append(data)


def read(path: Path) -> Reader:
    """The template as HTML: code becomes nothing, what is for translation too."""
    reader = Reader()
    reader.feed(CODE.sub("", CLASSES.sub("", TRANSLATED.sub("", TAG.sub("", path.read_text())))))
    return reader


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_there_are_templates():
    assert len(PAGES) > 100 and len(MAILS) > 20


def test_no_template_runs_anything_of_its_own():
    assert {name(path): found for path in PAGES if (found := read(path).runs)} == {}


def words(path: Path) -> set[str]:
    """The words that it says without handing them to translation."""
    return {word for text in read(path).says for word in WORD.findall(text)} - NAMES


def test_every_word_of_a_template_is_for_translation():
    spoken = [path for path in [*PAGES, *MAILS] if path.parent not in WHOLE]
    assert {name(path): found for path in spoken if (found := words(path))} == {}


def test_no_page_switches_escaping_off():
    everything = [path for path in [*PAGES, *MAILS] if path.suffix == ".html"]
    assert [name(path) for path in everything if "autoescape off" in path.read_text()] == []


def test_only_stored_html_is_called_safe_in_a_page():
    """What we drew ourselves at writing (D-10), and hints of form fields, which are ours."""
    called = {
        found for path in [*PAGES, *MAILS] for found in re.findall(r"{{\s*([\w.]+)\|safe\b", path.read_text())
    }
    assert {one for one in called if not one.endswith(("_html", "help_text"))} == set()


def test_html_is_called_safe_in_few_places_only():
    calling = {
        name(path) for path in sources() if re.search(r"\bmark_safe\(|\bSafeString\(", path.read_text())
    }
    assert calling - SAFE == set()


@pytest.mark.parametrize(
    "line",
    [
        "<p onclick='x()'>",
        "<script>x()</script>",
        "<b style='x'>",
        "<a href='javascript:x'>",
        "<p hx-on:click='x'>",
    ],
)
def test_what_would_run_is_found(tmp_path, line):
    (tmp_path / "page.html").write_text(line)
    assert read(tmp_path / "page.html").runs


def test_a_word_that_is_not_for_translation_is_found(tmp_path):
    (tmp_path / "page.html").write_text(
        '{% translate "Yes" %} {{ name }} <b title="Hello">{# no #}</b> world'
    )
    assert [text.strip() for text in read(tmp_path / "page.html").says if text.strip()] == ["Hello", "world"]
