"""Nothing of a page comes from elsewhere: no advertising, no measuring, and no cookie that is not needed (L-33)."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.conf import settings

from tests.cast import person
from tests.community.examples import everybody, group, post
from tests.community.profiles.examples import MINOR

pytestmark = pytest.mark.django_db
NEEDED = {"session", "csrf", "language", "theme"}
FETCHING = {"src", "srcset", "poster", "data", "action", "formaction"}
# What a browser fetches by itself because of a `link`.
LINKED = {
    "stylesheet",
    "icon",
    "apple-touch-icon",
    "manifest",
    "preload",
    "modulepreload",
    "prefetch",
    "preconnect",
}
ELSEWHERE = re.compile(r"""(?:url\(|import\s*\(?|fetch\(|from\s)\s*["']?(?:https?:)?//""")


class Fetched(HTMLParser):
    """The addresses that a browser asks for when it shows the page, or sends a form of it to."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []

    def handle_starttag(self, tag, attrs):
        said = {name: value or "" for name, value in attrs}
        self.addresses += [value for name, value in said.items() if name in FETCHING]
        if tag == "link" and set(said.get("rel", "").split()) & LINKED:
            self.addresses.append(said["href"])


def elsewhere(page: str) -> list[str]:
    reader = Fetched()
    reader.feed(page)
    return [address for address in reader.addresses if not re.match(r"/(?!/)|#|\?|data:|$", address)]


@pytest.fixture
def leo(bruno):
    leo = person("Leo Sanz", born_on=MINOR)
    for member in (leo, bruno):
        everybody().admit(member)
    post(
        bruno,
        group("Juniors", bruno, leo),
        "See https://example.org/goal.png ![a goal](https://example.org/goal.png)",
    )
    return leo


def test_l_25_l_33_a_page_for_leo_asks_nobody_else_for_anything(leo, client_of):
    browser = client_of(leo)
    pages = [
        "/", "/?show=all", "/groups/juniors/", "/members/bruno/", "/members/", "/chat/", "/notifications/",
        "/search/?q=goal",
        "/settings/", "/settings/about/", "/settings/notifications/", "/settings/my-data/", "/posts/new/",
    ]  # fmt: skip
    for who, place in [
        *((browser, place) for place in pages),
        (client_of(), "/accounts/login/"),
        (client_of(), "/report/"),
    ]:
        answer = who.get(place)
        assert answer.status_code == 200, place
        assert elsewhere(answer.text) == [], place
        allowed = re.findall(r"[^\s;]+", re.sub(r"(^|; )[a-z-]+", " ", answer["Content-Security-Policy"]))
        assert set(allowed) <= {"'self'", "'none'", "data:", "blob:"}, place
        assert set(who.cookies) <= NEEDED, place


def test_nothing_that_we_hand_out_leads_a_browser_elsewhere():
    folder = Path(settings.BASE_DIR) / "static"
    files = [
        path for path in folder.rglob("*") if path.suffix in (".css", ".js") and "vendor" not in path.parts
    ]
    assert len(files) > 20
    assert [path.name for path in files if ELSEWHERE.search(path.read_text())] == []


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ('<img src="https://x.example/p.gif">', 1), ('<script src="//x.example/a.js"></script>', 1),
        ('<link rel="preconnect" href="https://x.example">', 1), ('<form action="https://x.example/">', 1),
        ('<a href="https://x.example/">', 0), ('<img src="/media/1.webp"><link rel="canonical" href="https://x">', 0),
    ],
)  # fmt: skip
def test_what_comes_from_elsewhere_is_found(page, found):
    assert len(elsewhere(page)) == found
