"""Search in one's own rooms: stems and accents of two languages, and never a word of a room one is not in."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.chat import finding
from community.chat.models import Message, Room
from community.search.models import UnansweredSearch
from tests import cast
from tests.community.examples import everybody, group, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(ana, bruno):
    everybody()
    return Room.objects.of_group(group("Courts", ana, bruno))


def say(room, by, body):
    return Message.objects.send(room=room, by=by, body=body)


def words(member, text) -> list[str]:
    return [hit.message.body for hit in finding.found(member, text).hits]


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("Hice una reclamación ayer", "reclamaciones"),
        ("Hice una reclamación ayer", "reclamacion"),
        ("Dos reclamaciones sin respuesta", "reclamación"),
        ("El DISEÑO de la web", "diseno"),
        ("The courts were flooded", "court flood"),
        ("Nobody has answered my complaints", "complaint"),
        ("Las duchas están frías", "ducha fría"),
    ],
)
def test_what_was_said_is_found_whatever_its_form(room, ana, said, asked):
    say(room, ana, "Nos vemos el martes a las ocho")
    say(room, ana, said)
    assert words(ana, asked) == [said]


def test_the_words_that_were_found_are_marked_with_what_stands_around_them(room, ana):
    say(room, ana, f"{'Nos vemos el martes. ' * 30}Hice una reclamación <b>ayer</b>.")
    (hit,) = finding.found(ana, "reclamaciones").hits
    assert "Hice una <mark>reclamación</mark> &lt;b ayer" in hit.words


def test_the_newest_stands_first_and_pages_go_on_from_there(room, ana):
    Message.objects.bulk_create(
        Message(
            room=room,
            author=ana,
            number=number,
            serial=number,
            body=f"padel {number}",
            body_html="",
            language="es",
        )
        for number in range(1, finding.PAGE + 6)
    )
    first = finding.found(ana, "padel")
    assert len(first.hits) == finding.PAGE and first.hits[0].message.number == finding.PAGE + 5
    rest = finding.found(ana, "padel", first.next)
    assert len(rest.hits) == 5 and rest.next is None


def test_row_01_never_a_hit_outside_the_readers_rooms(room, ana, bruno, marta, gema, client_of):
    private = Room.objects.direct(by=ana, with_=bruno)
    secret = say(private, bruno, "canaryword in private")
    say(room, bruno, "canaryword in the group")
    assert len(words(ana, "canaryword")) == 2
    for stranger in (marta, gema, cast.person("Carla")):
        assert words(stranger, "canaryword") == []
        for address in ("/chat/?q=canaryword", "/search/?q=canaryword&in=chats", "/search/?q=canaryword"):
            assert f"#m{secret.pk}" not in client_of(stranger).get(address).text


def test_the_one_box_has_a_tab_for_them_that_says_where_it_was_said(room, ana, bruno, client_of):
    private = Room.objects.direct(by=bruno, with_=ana)
    hits = [say(private, bruno, "The reclamación lies here"), say(room, ana, "Another reclamacion there")]
    page = client_of(ana).get("/search/?q=reclamación&in=chats").text
    assert page.index(f"#m{hits[1].pk}") < page.index(f"#m{hits[0].pk}")
    assert "<strong>Bruno Gil</strong>" in page and "<strong>Courts</strong>" in page
    post(bruno, room.group, "Mi reclamación")
    everywhere = client_of(ana).get("/search/?q=reclamación").text
    assert "?at=" not in everywhere and "in=chats" in everywhere


def test_what_was_said_in_chats_alone_is_found_by_the_box_and_noted_as_no_gap(ana, bruno, client_of):
    """The owner reads which searches had no answer: a word of a private talk is none of their business."""
    hit = say(Room.objects.direct(by=bruno, with_=ana), bruno, "The zamboni is broken")
    assert f"#m{hit.pk}" in client_of(ana).get("/search/?q=zamboni").text
    assert not UnansweredSearch.objects.exists()
    assert f"#m{hit.pk}" not in client_of(cast.person("Carla")).get("/search/?q=zamboni").text
    assert UnansweredSearch.objects.count() == 1


def test_who_was_brought_in_later_finds_what_was_said_since(ana, bruno):
    carla = cast.person("Carla")
    private = Room.objects.gather(by=ana, with_=[bruno, cast.person("Dora")], name="Trip")
    say(private, ana, "boats and trains")
    private.refresh_from_db()
    private.add([carla], by=ana)
    say(private, ana, "boats and buses")
    assert words(carla, "boats") == ["boats and buses"]


def test_what_was_deleted_hidden_or_left_is_not_found(room, ana, bruno, marta):
    say(room, bruno, "parrots one").delete(by=bruno)
    Message.objects.get(pk=say(room, bruno, "parrots two").pk).hide(by=marta, reason="It insults")
    assert words(ana, "parrots") == []
    say(room, bruno, "parrots three")
    room.group.remove(ana, by=marta)
    assert words(ana, "parrots") == []


def test_more_hits_and_rooms_ask_no_more_statements(room, ana, bruno):
    say(room, ana, "padel")
    say(Room.objects.direct(by=ana, with_=bruno), ana, "padel")
    with_few = _statements(ana)
    for number in range(6):
        other = cast.person(f"Member{number} Lee", handle=f"m{number}")
        say(Room.objects.direct(by=other, with_=ana), ana, "padel")
    assert _statements(ana) == with_few <= 3


def _statements(member) -> int:
    with CaptureQueriesContext(connection) as caught:
        finding.found(member, "padel")
    return len(caught)


@pytest.mark.parametrize(
    "asked", ["'", '"unclosed', "a & | ! (", "%_%", "-x", "or", "\0", "a" * 900, "🎾", "<b>"]
)
def test_odd_questions_are_answered_with_a_page(room, ana, client_of, asked):
    say(room, ana, "padel")
    assert client_of(ana).get("/chat/", {"q": asked}).status_code == 200


def test_the_page_shows_where_and_by_whom_it_was_said(room, ana, bruno, client_of):
    said = say(room, bruno, "La pista dos <b>inundada</b>")
    page = client_of(ana).get("/chat/?q=pista").text
    assert "Courts" in page and "Bruno Gil" in page and said.get_absolute_url().split("#")[0] in page
    assert "<b>inundada" not in page
