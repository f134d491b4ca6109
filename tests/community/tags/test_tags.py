"""Tags: one word however it is typed, found by whoever may read something under it, and by nobody else."""

import uuid

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.posts.models import Post
from community.posts.tagging import tags_in
from community.wordrules.models import WordRule
from tests.community.examples import closed, comment, everybody, post, secret


@pytest.fixture
def hall(ana, bruno, marta):
    place = everybody()
    for member in (ana, bruno, marta):
        place.admit(member)
    return place


def tagged(by, place, *tags, body="The pool opens at eight.", **fields) -> Post:
    return post(by, place, body, tags=list(tags), **fields)


def names(said: Post) -> list[str]:
    return [tag.name for tag in said.tags.all()]


@pytest.mark.parametrize(
    ("typed", "tags"),
    [
        ("", []),
        (" , #, !!", []),
        ("Piscina, horarios", ["piscina", "horarios"]),
        ("#piscina #horarios", ["piscina", "horarios"]),
        ("Fútbol sala, FUTBOL-SALA, #futbol_sala", ["fútbol-sala"]),
        ("Año nuevo; 2027", ["año-nuevo", "2027"]),
        ("<b>Pilates</b>", ["b-pilates-b"]),
        ("pa\u200bdel", ["padel"]),
    ],
)
def test_what_is_typed_becomes_tags_each_once_and_in_one_spelling(typed, tags):
    assert tags_in(typed) == tags


@pytest.mark.parametrize("typed", ["a, b, c, d, e, f", "x" * 31])
def test_too_many_and_too_long_ones_are_refused(typed):
    with pytest.raises(ValidationError):
        tags_in(typed)


def test_ana_tags_her_post_and_others_find_it_there_and_by_the_search(ana, hall, client_of):
    browser = client_of(ana)
    sent = {
        "kind": "story",
        "group": hall.slug,
        "body": "The pool opens at eight.",
        "submission": uuid.uuid4(),
    }
    refused = browser.post("/posts/new/", sent | {"tags": "a, b, c, d, e, f"})
    assert refused.status_code == 422 and "5 tags at most" in refused.content.decode()
    assert "a, b, c, d, e, f" in refused.content.decode() and not Post.objects.exists()

    address = browser.post("/posts/new/", sent | {"tags": "Natación, Horarios"}).url
    for page in ("/", address):
        drawn = browser.get(page).content.decode()
        assert 'href="/tags/natacion/">#natación</a>' in drawn and "#horarios" in drawn
    for typed in ("natacion", "Natación"):
        page = browser.get(f"/tags/{typed}/").content.decode()
        assert "The pool opens at eight." in page and "<h1>#natación</h1>" in page
    assert browser.get("/search/?q=%23NATACIÓN").url == "/tags/natacion/"
    found = browser.get("/search/", {"q": "pool", "tag": "horarios"}).content.decode()
    assert address in found and address not in browser.get("/search/?q=pool&tag=padel").content.decode()


def test_a_tag_shows_counts_and_completes_only_what_its_reader_may_see(ana, bruno, marta, hall, client_of):
    club, board = closed("Dinners", ana), secret("Board", ana)
    shown = tagged(bruno, hall, "menu")
    tagged(ana, club, "menú", "merluza")
    tagged(ana, board, "mesa")
    hidden = tagged(bruno, hall, "mus")
    hidden.hide(by=marta)
    mine, theirs = client_of(ana), client_of(bruno)
    page = theirs.get("/tags/menu/")
    assert page.context["count"] == 1 and page.context["name"] == "menu"
    assert shown.get_absolute_url() in page.content.decode()
    assert mine.get("/tags/menu/").context["count"] == 2
    for key in ("merluza", "mesa", "nothing"):
        assert theirs.get(f"/tags/{key}/").status_code == 404
        assert "location" not in theirs.get(f"/search/?q=%23{key}").headers
    assert mine.get("/tags/mus/").status_code == 404
    assert sorted(offered(theirs, "M")) == ["menu", "mus"]
    assert offered(mine, "")[0] == "menú"
    assert sorted(offered(mine, "me")) == ["menú", "merluza", "mesa"]


def offered(browser, letters: str) -> list[str]:
    """What whoever writes is offered."""
    return browser.get("/tags/", {"q": letters}, headers={"Accept": "application/json"}).json()["tags"]


def test_a_browser_gets_a_page_of_the_tags_that_its_reader_may_see(ana, bruno, hall, client_of):
    mine, theirs = client_of(ana), client_of(bruno)
    assert "No tags yet" in mine.get("/tags/").content.decode()
    for _post in range(2):
        tagged(bruno, hall, "menu")
    tagged(bruno, hall, "pista")
    tagged(ana, secret("Board", ana), "mesa")
    page = theirs.get("/tags/").content.decode()
    assert page.index('href="/tags/menu/"') < page.index('href="/tags/pista/"') and "mesa" not in page
    assert [(tag.name, tag.posts) for tag in mine.get("/tags/?q=ME").context["tags"]] == [
        ("menu", 2), ("mesa", 1)
    ]  # fmt: skip
    nothing = theirs.get("/tags/?q=mesa").content.decode()
    assert "No tag begins so" in nothing and 'href="/search/?q=mesa"' in nothing


def test_a_page_of_a_tag_goes_on_by_number_and_asks_as_often_for_twenty_as_for_one(ana, hall, client_of):
    browser = client_of(ana)
    first = tagged(ana, hall, "agua")
    browser.get("/tags/agua/")
    with CaptureQueriesContext(connection) as alone:
        browser.get("/tags/agua/")
    many = [tagged(ana, hall, "agua", "frio", body=f"Said {number}") for number in range(21)]
    browser.get("/tags/agua/")
    with CaptureQueriesContext(connection) as full:
        page = browser.get("/tags/agua/")
    assert len(full) == len(alone) <= 6
    assert page.context["next"] == f"?before={many[1].pk}" and page.context["count"] == 22
    rest = browser.get(f"/tags/agua/{page.context['next']}").content.decode()
    assert first.get_absolute_url() in rest and many[1].get_absolute_url() not in rest


def test_tags_change_with_the_post_and_go_with_it(ana, hall, client_of):
    said = tagged(ana, hall, "agua")
    browser = client_of(ana)
    assert 'value="agua"' in browser.get(f"/posts/{said.pk}/edit/").content.decode()
    browser.post(f"/posts/{said.pk}/edit/", {"body": said.body, "tags": "Agua fría, vestuario"})
    assert names(said) == ["agua-fría", "vestuario"]
    assert "#agua-fría" in browser.get("/").content.decode()
    said.refresh_from_db()
    assert said.edited_at is None and not said.edit(by=ana, body=said.body, tags=names(said))
    said.edit(by=ana, body=said.body)
    assert names(said) == ["agua-fría", "vestuario"]
    comment(ana, said)
    said.delete(by=ana)
    assert names(said) == []


def test_what_the_rules_refuse_is_refused_as_a_tag(ana, gema, hall):
    WordRule.objects.lay_down(by=gema, words="estafa", action="refuse", why="Say what happened.")
    with pytest.raises(ValidationError):
        Post.objects.publish(by=ana, group=hall, kind="story", body="Hello, everybody.", tags=["estafa"])
    said = tagged(ana, hall)
    with pytest.raises(ValidationError):
        said.edit(by=ana, body=said.body, tags=["estafa"])


def test_marta_makes_two_tags_one_on_what_she_may_read(ana, marta, hall, client_of):
    board = secret("Board", ana)
    both, one = tagged(ana, hall, "padel", "pista"), tagged(ana, hall, "paddle")
    other, kept = tagged(ana, hall, "pista", "paddle", "padel"), tagged(ana, board, "paddle")
    before = other.version
    assert Post.objects.rename_tag("paddle", to="Pádel", by=marta) == "padel"
    assert Post.objects.rename_tag("paddle", to="Pádel", by=marta) == "padel"
    assert [names(said) for said in (one, other, kept)] == [["pádel"], ["pista", "pádel"], ["paddle"]]
    other.refresh_from_db()
    assert other.version > before and names(both) == ["padel", "pista"]
    Post.objects.rename_tag("padel", to="pádel", by=marta)
    assert names(both) == ["pádel", "pista"]
    with pytest.raises(PermissionDenied):
        Post.objects.rename_tag("padel", to="tenis", by=ana)

    browser = client_of(marta)
    refused = browser.post("/tags/padel/name/", {"tags": "tenis, frontón"})
    assert refused.status_code == 422 and "Write one tag." in refused.content.decode()
    assert browser.post("/tags/padel/name/", {"tags": "Tenis"}).url == "/tags/tenis/"
    assert names(one) == ["tenis"]
