"""The shell is drawn once for everybody, and only its holes for each reader."""

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from django.utils.formats import date_format

from accounts.brand import places
from accounts.brand.models import Brand, Centre
from accounts.templatetags import shell

ROOT = Path(__file__).resolve().parents[3]
ANA = SimpleNamespace(pk=1, name="Ana Robles", initials="AR")
BRUNO = SimpleNamespace(pk=2, name="Bruno Sanz", initials="BS")


@pytest.fixture(autouse=True)
def house(monkeypatch):
    monkeypatch.setattr("accounts.brand.models._kept", (Brand(short_name="La Ribera"), float("inf")))


def drawn(source: str, **context) -> str:
    return Template("{% load i18n shell %}" + source).render(Context(context))


def test_what_is_once_knows_neither_reader_nor_token():
    source = '{% once "x" %}[{{ user.name }}{{ csrf_token }}{{ request }}{{ brand.short_name }}]{% endonce %}'
    assert drawn(source, user=ANA, csrf_token="secret", request="request") == "[La Ribera]"


def test_the_holes_are_filled_for_each_reader():
    page = Template('{% load shell %}{% once "x" %}Hi {% each %}{{ user.name }}{% endeach %}!{% endonce %}')
    assert page.render(Context({"user": ANA})) == "Hi Ana Robles!"
    assert page.render(Context({"user": BRUNO})) == "Hi Bruno Sanz!"


def test_what_a_reader_is_called_cannot_forge_a_hole():
    page = Template('{% load shell %}{% once "x" %}{% each %}{{ name }}{% endeach %}.{% endonce %}')
    assert page.render(Context({"name": f"{shell.HOLE}0{shell.HOLE}"})) == f"{shell.HOLE}0{shell.HOLE}."
    assert page.render(Context({"name": "<b>"})) == "&lt;b&gt;."


def test_it_is_drawn_once_for_each_language_brand_and_variation(monkeypatch):
    draws = []
    draw = shell.OnceNode.draw
    monkeypatch.setattr(shell.OnceNode, "draw", lambda *args: draws.append(1) or draw(*args))
    page = Template('{% load shell %}{% once "x" role %}{{ varied.0 }}{% endonce %}')
    for language in ("es", "en", "es"):
        with translation.override(language):
            assert page.render(Context({"role": "member"})) == "member"
    assert page.render(Context({"role": "agent"})) == "agent"
    monkeypatch.setattr("accounts.brand.models._kept", (Brand(short_name="Other"), float("inf")))
    page.render(Context({"role": "agent"}))
    assert len(draws) == 4


def test_what_is_kept_has_a_bound():
    page = Template('{% load shell %}{% once "x" role %}{{ varied.0 }}{% endonce %}')
    for number in range(1000):
        page.render(Context({"role": number}))
    (node,) = page.nodelist.get_nodes_by_type(shell.OnceNode)
    assert len(node.kept) <= 200


def test_many_threads_draw_the_same():
    page = Template('{% load shell %}{% once "x" %}a{% each %}{{ n }}{% endeach %}b{% endonce %}')
    with ThreadPoolExecutor(8) as threads:
        texts = list(threads.map(lambda n: page.render(Context({"n": n})), range(200)))
    assert texts == [f"a{n}b" for n in range(200)]


def test_a_block_in_a_hole_can_be_filled_by_a_page(settings):
    base = Template(
        '{% load shell %}{% once "x" %}<{% each %}{% block b %}{% endblock %}{% endeach %}>{% endonce %}'
    )
    page = Template("{% extends base %}{% block b %}{{ user.name }}{% endblock %}")
    assert page.render(Context({"base": base, "user": ANA})) == "<Ana Robles>"


def test_times_are_told_in_the_zone_of_the_house_and_name_it():
    at = datetime(2026, 12, 1, 17, 0, tzinfo=UTC)
    with translation.override("en"):
        text = drawn("{% time_tag at %}", at=at)
    assert 'datetime="2026-12-01T17:00:00+00:00"' in text
    assert 'title="Tuesday 1 December 2026, 18:00 (Europe/Madrid)"' in text


def test_a_centre_tells_its_own_time():
    at = datetime(2026, 12, 1, 17, 0, tzinfo=UTC)
    tenerife = Centre(timezone="Atlantic/Canary")
    assert "17:00 (Atlantic/Canary)" in drawn("{% time_tag at zone=centre %}", at=at, centre=tenerife)


@pytest.fixture
def in_2026(monkeypatch):
    """A day of the present year is written without its year."""
    monkeypatch.setattr(shell.timezone, "now", lambda: datetime(2026, 11, 25, 9, 0, tzinfo=UTC))


@pytest.mark.usefixtures("in_2026")
def test_a_promised_day_is_the_day_at_the_centre():
    late = datetime(2026, 12, 1, 23, 30, tzinfo=UTC)
    with translation.override("en"):
        assert ">Wed 2 Dec<" in drawn("{% day_tag at %}", at=late)
        assert ">Tue 1 Dec<" in drawn("{% day_tag at %}", at=date(2026, 12, 1))


@pytest.mark.usefixtures("in_2026")
def test_spanish_writes_its_days_and_months_small():
    late = datetime(2026, 12, 1, 23, 30, tzinfo=UTC)
    with translation.override("es"):
        assert ">mié 2 dic, 00:30<" in drawn("{% time_tag at relative=False %}", at=late)
        assert 'title="miércoles 2 de diciembre de 2026, 00:30 (Europe/Madrid)"' in drawn(
            "{% time_tag at %}", at=late
        )
        day = drawn("{% day_tag at %}", at=date(2025, 12, 1))
    assert 'title="lunes 1 de diciembre de 2025"' in day
    assert ">1 dic 2025<" in day


def test_english_writes_the_day_first_and_24_hours():
    late = datetime(2026, 12, 1, 18, 30)
    with translation.override("en"):
        assert date_format(late, "DATETIME_FORMAT") == "1 December 2026, 18:30"
        assert date_format(late) == "1 December 2026"


def test_no_time_is_no_tag():
    assert drawn("{% time_tag at %}{% day_tag at %}", at=None) == ""


def test_a_name_stays_text_in_an_avatar():
    nasty = SimpleNamespace(pk=1, initials="<S", avatar_url='/x" onerror="alert(1)')
    assert 'onerror="' not in drawn("{% avatar who %}", who=nasty)
    nasty.avatar_url = ""
    assert "&lt;S" in drawn("{% avatar who %}", who=nasty)


def test_a_former_member_has_a_face_too():
    assert "avatar" in drawn("{% avatar None %}")


def test_the_navigation_marks_where_one_is():
    request = RequestFactory().get("/groups/grada-norte/")
    assert drawn("{% here as place %}{{ place }}", request=request) == "groups"
    assert drawn("{% here as place %}[{{ place }}]") == "[]"


def test_no_place_is_shown_before_it_exists(monkeypatch):
    monkeypatch.setattr(places, "exists", lambda path: path in {"/", "/groups/"})
    assert [place.name for place in places.open_to("member")] == ["home", "groups"]


def test_members_are_not_shown_the_doors_of_staff_and_moderators(monkeypatch):
    monkeypatch.setattr(places, "exists", lambda path: True)
    names = {role: {place.name for place in places.open_to(role)} for role in places.EVERYBODY}
    assert {"moderation", "desk"}.isdisjoint(names["member"])
    assert "moderation" in names["moderator"] and "desk" not in names["moderator"]
    assert "desk" in names["agent"] and "moderation" not in names["agent"]
    assert {"moderation", "desk"} <= names["manager"]


def test_every_icon_that_a_template_names_is_in_the_sprite():
    sprite = (ROOT / "static" / "icons" / "sprite.svg").read_text()
    known = set(re.findall(r'<symbol id="([^"]+)"', sprite))
    used = set()
    for file in (ROOT / "templates").rglob("*.html"):
        used |= set(re.findall(r'\{% icon "([^"]+)"|icon_name="([^"]+)"', file.read_text()))
    named = {first or second for first, second in used}
    assert named - known == set()


def test_the_styles_of_members_stay_under_sixty_kilobytes():
    """Those of every page; a concept's own come with its own pages, and stay small."""
    styles = ROOT / "static" / "css"
    head = (ROOT / "templates" / "shell" / "_head.html").read_text()
    shared = {"dark.css", *re.findall(r"css/(\w+\.css)", head)}
    assert sum((styles / name).stat().st_size for name in shared) <= 60_000
    own = {file.name for file in styles.glob("*.css")} - shared - {"admin.css", "desk.css"}
    assert max((styles / name).stat().st_size for name in own) <= 15_000


def test_nothing_moves_for_who_asked_for_no_motion():
    """One rule stills every element and what stands before and after it; the inside of a browser's own control, which
    it does not reach, moves only for who did not ask."""
    unreached = re.compile(r"::(?!before|after)[\w-]+[^{}]*\{[^{}]*(?:transition|animation)\s*:")
    willing = re.compile(r"@media \(prefers-reduced-motion: no-preference\) \{[^{}]*\{[^{}]*\} \}")
    for file in (ROOT / "static" / "css").glob("*.css"):
        assert not unreached.search(willing.sub("", file.read_text())), file.name
    still = "*, *::before, *::after { transition: none !important; animation: none !important;"
    assert still in (ROOT / "static" / "css" / "base.css").read_text()
    for file in (ROOT / "static" / "js").rglob("*.js"):
        for line in file.read_text().splitlines():
            assert '"smooth"' not in line or "prefers-reduced-motion" in line, file.name


def test_a_once_inside_another_shares_its_holes():
    page = Template(
        '{% load shell %}{% once "out" %}a{% once "in" "b" %}{{ varied.0 }}{% each %}{{ n }}{% endeach %}'
        "{% endonce %}{% endonce %}{% each %}!{% endeach %}"
    )
    assert [page.render(Context({"n": n})) for n in (1, 2)] == ["ab1!", "ab2!"]


def test_only_words_and_numbers_tell_one_drawing_from_another():
    page = Template('{% load shell %}{% once "x" user %}{{ varied.0.name }}{% endonce %}')
    assert page.render(Context({"user": ANA})) == ""


def test_the_rail_shows_each_reader_their_own_counts():
    groups = [
        SimpleNamespace(pk=1, slug="grada", name="Grada <Norte>", unread=count) for count in (0, 3, 100)
    ]
    with translation.override("en"):
        none, some, many = (drawn("{% group_links groups %}", groups=[group]) for group in groups)
    assert "Grada &lt;Norte&gt;" in none and "count" not in none
    assert ">3<" in some and ">99+<" in many


def test_the_page_is_drawn_once_and_filled_for_each_reader(rf):
    def page(member, token):
        context = {"request": rf.get("/"), "user": member, "csrf_token": token, "theme": "dark", "rail": {}}
        return render_to_string("base.html", context)

    ana, bruno = (member(person) for person in (ANA, BRUNO))
    first, second = page(ana, "token-of-ana"), page(bruno, "token-of-bruno")
    assert "Ana Robles" in first and "Ana Robles" not in second
    assert "token-of-ana" in first and "token-of-ana" not in second
    assert 'data-member="2"' in second
    visitor = page(AnonymousUser(), "")
    assert "data-member" not in visitor and 'class="door ' in visitor and "bottombar" not in visitor


def member(person: SimpleNamespace) -> SimpleNamespace:
    return SimpleNamespace(**vars(person), is_authenticated=True, role="member")
