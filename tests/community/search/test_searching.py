"""The box: what members find by it, and how it reads what they type."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.contacts.models import Block
from community.events.models import Event
from community.search import finding
from community.search.filters import tag_named
from community.search.finding import find
from community.search.models import SearchEntry, SearchWord
from community.search.words import Words
from tests import cast
from tests.community.examples import closed, comment, everybody, group, post, secret
from tests.tickets.examples import private_complaint_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(ana, bruno):
    """The default group, with both in it."""
    return everybody_with(ana, bruno)


def everybody_with(*members):
    place = everybody()
    for member in members:
        place.admit(member)
    return place


def bodies(member, text: str, **narrowed) -> list[str]:
    return [row.body for row in find(member, Words.of(text), **narrowed).rows]


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("Puse una reclamación ayer", "reclamaciones"),
        ("Puse una reclamacion ayer", "reclamaciones"),
        ("Tantas reclamaciones", "reclamacion"),
        ("Tantas reclamaciones", "reclamación"),
        ("El horario de la piscina", "piscinas"),
        ("Fútbol a las seis", "futbol"),
        ("Futbol a las seis", "fútbol"),
        ("Mañana no hay clase", "manana"),
        ("The showers are cold", "shower"),
        ("We were running late", "run"),
        ("Una canción preciosa", "canciones"),
        ("La sesión se alarga", "sesiones"),
        ("EL PÁDEL", "padel"),
        ("The piscina is closed", "piscinas closing"),  # each word in its own language
    ],
)
def test_a_word_is_found_whatever_its_ending_accent_and_language(ana, house, written, asked):
    post(ana, house, written)
    post(ana, house, "Nothing of the kind")
    assert bodies(ana, asked) == [written]


def test_all_words_must_be_there_phrases_side_by_side_and_minus_words_not(ana, house):
    both = post(ana, house, "The red towel is in the locker").body
    other = post(ana, house, "A towel, red as wine").body
    assert set(bodies(ana, "red towel")) == {both, other}
    assert bodies(ana, '"red towel"') == [both]
    assert bodies(ana, "towel -locker") == [other]
    assert bodies(ana, "towel nothing") == []
    assert bodies(ana, "-locker") == []


@pytest.mark.parametrize(
    "text",
    ["", "   ", "%", "'", '"', "!!", "a & b | !c", ":*", "\\", "\x00", "de la", "((", "<script>", "x" * 5000],
)
def test_whatever_is_typed_gets_a_page(ana, house, client_of, text):
    post(ana, house)
    assert client_of(ana).get("/search/", {"q": text}).status_code == 200
    assert client_of(ana).get("/search/similar/", {"q": text * 3}).status_code == 200


def test_a_title_counts_more_than_a_text_and_what_is_new_more_than_what_is_old(ana, house):
    long_ago = timezone.now() - timedelta(days=700)
    old = post(ana, house, "sauna and more of it", as_of=long_ago)
    text = post(ana, house, "We have a sauna now")
    title = post(ana, house, "It opens today", title="Sauna")
    assert [row.post for row in find(ana, Words.of("sauna")).rows] == [title.pk, text.pk, old.pk]


def test_comments_are_found_and_lead_to_their_place(ana, bruno, house, client_of):
    said = comment(bruno, post(ana, house, "The gym"), "Mind the treadmill")
    page = client_of(ana).get("/search/?q=treadmills").content.decode()
    assert f'href="/comments/{said.pk}/"' in page and "<mark>treadmill</mark>" in page


def test_people_groups_events_and_own_requests_stand_beside(ana, bruno, house, client_of):
    group("Zumba on Mondays", bruno)
    cast.person("Zumbala Pérez")
    dance = post(ana, house, "Come and dance", "event", title="Zumba night")
    Event.objects.create(post=dance, starts_at=timezone.now() + timedelta(days=3))
    ticket = private_complaint_of(ana, "Zumba was cancelled")
    page = client_of(ana).get("/search/?q=zumba").content.decode()
    for address in ("/groups/zumba-on-mondays/", "/members/zumbala/", "/events/", f"/requests/{ticket.key}/"):
        assert f'href="{address}' in page
    assert ticket.key not in client_of(bruno).get("/search/?q=zumba").content.decode()
    assert "/requests/" in client_of(ana).get(f"/search/?in=requests&q={ticket.key}").content.decode()


def test_an_event_of_a_closed_group_stands_beside_for_its_members_alone(ana, bruno, house, client_of):
    dance = post(ana, closed("Dancers", ana), "Come and dance", "event", title="Zumba night")
    event = Event.objects.create(post=dance, starts_at=timezone.now() + timedelta(days=3))
    address = f'href="/events/{event.pk}/'
    assert address in client_of(ana).get("/search/?q=zumba").content.decode()
    assert address not in client_of(bruno).get("/search/?q=zumba").content.decode()


def test_nobody_under_age_is_found_by_whom_they_share_no_group_with(ana, house, client_of):
    """The group that is everybody's makes no neighbours (L-25)."""
    leo = cast.person("Leopoldo Vega")
    house.admit(leo)
    leo.born_on = timezone.now().date() - timedelta(days=15 * 365)
    leo.save(update_fields=["born_on"])
    found = f'href="/members/{leo.handle}/"'
    assert found not in client_of(ana).get("/search/?q=leopoldo").content.decode()
    group("Padel", ana, leo)
    assert found in client_of(ana).get("/search/?q=leopoldo").content.decode()


def test_a_name_is_found_with_a_mistake_in_it(ana, house, client_of):
    cast.person("Concepción Fernández")
    page = client_of(ana).get("/search/?q=concepcion+fernandes&in=people").content.decode()
    assert "/members/concepcion/" in page or "/members/concepción/" in page


def test_a_mistake_is_forgiven_with_words_that_people_use(ana, bruno, house, client_of):
    post(bruno, house, "La reclamación sigue abierta")
    SearchWord.objects.learn()
    page = client_of(ana).get("/search/?q=reclmacion").content.decode()
    assert "<strong>reclamación</strong>" in page and "<mark>reclamación</mark>" in page


def test_a_misspelt_group_is_found_when_nobody_writes_so(ana, bruno, house, client_of):
    group("Padel on Mondays", bruno)
    group("Wednesday chess", bruno, listing="secret")
    SearchWord.objects.learn()
    assert 'href="/groups/padel-on-mondays/"' in client_of(ana).get("/search/?q=padle").content.decode()
    assert "<strong>chess</strong>" not in client_of(ana).get("/search/?q=chesss").content.decode()


def test_whom_one_ignores_is_not_found(ana, bruno, house, client_of):
    post(bruno, house, "My flamenco evening")
    assert bodies(ana, "flamenco")
    Block.objects.put(Block.Kind.IGNORE, by=ana, on=bruno)
    assert bodies(ana, "flamenco") == []
    assert "/members/bruno/" not in client_of(ana).get("/search/?q=bruno").content.decode()
    assert bodies(bruno, "flamenco")  # and Bruno learns nothing of it


def test_what_is_said_anew_hidden_shown_again_and_taken_back_is_found_accordingly(ana, marta, house):
    house.admit(marta)
    written = post(ana, house, "First the trampoline")
    written.edit(by=ana, body="Then the hammock")
    assert bodies(ana, "trampoline") == [] and bodies(ana, "hammock")
    written.hide(by=marta, reason="Rude")
    assert bodies(ana, "hammock") == [] and bodies(marta, "hammock") == []
    assert SearchEntry.objects.get(post=written).vector == ""
    written.restore(by=marta)
    assert bodies(ana, "hammock")
    said = comment(ana, written, "And the swing")
    said.delete(by=ana)
    assert bodies(ana, "swing") == []
    comment(ana, written, "It stays")
    written.delete(by=ana)
    assert bodies(ana, "hammock") == [] and bodies(ana, "stays")


def test_what_was_withheld_by_its_author_is_not_found(ana, house):
    written = post(ana, house, "My allergy")
    written.withhold(by=ana)
    assert bodies(ana, "allergy") == []
    written.show_again(by=ana)
    assert bodies(ana, "allergy")


def test_many_are_read_on_and_none_comes_twice(ana, house, client_of, monkeypatch):
    monkeypatch.setattr(finding, "PAGE", 4)
    monkeypatch.setattr(finding, "WINDOW", 6)
    written = {post(ana, house, f"towel number {number}").pk for number in range(15)}
    seen, place = [], None
    for _ in range(10):
        page = find(ana, Words.of("towel"), place=place)
        seen += [row.post for row in page.rows]
        if (place := page.next) is None:
            break
    assert len(seen) == 15 and set(seen) == written


def test_a_common_word_is_looked_for_from_the_newest(ana, bruno, house, monkeypatch):
    """The other branch of the statement finds the same as the first."""
    fenced = closed("Board", bruno)
    for number in range(8):
        post(bruno, fenced if number % 2 else house, f"towel number {number}")
    asked = bodies(ana, "towel")
    monkeypatch.setattr(finding, "RARE", 0)
    assert bodies(ana, "towel") == asked and len(asked) == 4
    monkeypatch.setattr(finding, "BACK", 3)
    assert len(bodies(ana, "towel")) < 4
    monkeypatch.setattr(finding, "BACK", 300)
    monkeypatch.setattr(finding, "NEWEST", 4)
    assert len(bodies(ana, "towel")) == 2


def test_filters_narrow_posts_and_comments(ana, bruno, marta, house, client_of):
    padel = group("Padel", ana, bruno)
    question = post(bruno, house, "Where is the towel?", "question")
    mine = post(ana, padel, "A towel for the court")
    old = post(bruno, house, "An old towel", as_of=timezone.now() - timedelta(days=40))
    said = comment(bruno, mine, "My towel too")

    def found(**asked) -> set[str]:
        page = client_of(ana).get("/search/", {"q": "towel"} | asked)
        return {row.address for row in page.context["found"].rows}

    a, b, c, d = (one.get_absolute_url() for one in (question, mine, old, said))
    assert found() == {a, b, c, d}
    assert found(kind="question") == {a}
    assert found(group="padel") == {b, d}
    assert found(by="bruno") == {a, c, d}
    assert found(by="Brúno G") == {a, c, d}
    assert found(since=(timezone.now() - timedelta(days=2)).date().isoformat()) == {a, b, d}
    assert found(until=(timezone.now() - timedelta(days=2)).date().isoformat()) == {c}
    assert found(state="unanswered") == {a}
    assert found(**{"in": "comments"}) == {d} and found(**{"in": "posts"}) == {a, b, c}
    assert found(kind="nonsense", since="soon", group="no") == {a, b, c, d}
    assert found(**{"in": "nowhere"}) == {a, b, c, d}


FENCES = ("SAVEPOINT", "RELEASE", "SET LOCAL")  # they hold one plan for all words, and ask nothing


def test_the_page_costs_the_same_however_much_there_is(ana, bruno, house, client_of):
    def statements(address: str) -> int:
        browser.get(address)
        with CaptureQueriesContext(connection) as seen:
            assert browser.get(address).status_code == 200
        return sum(not query["sql"].startswith(FENCES) for query in seen)

    browser = client_of(ana)
    post(bruno, house, "towel")
    SearchWord.objects.learn()
    few = statements("/search/?q=towel")
    for number in range(30):
        comment(bruno, post(bruno, house, f"towel {number}"), "towel")
        group(f"Towel {number}", ana)
    assert statements("/search/?q=towel") == few <= 6
    # What nobody has said is looked for in one's own chats, too, before a mistake is supposed.
    assert statements("/search/?q=nonsenseword") <= 9
    assert statements("/search/?q=towell") <= 10
    assert statements("/search/?q=towel&kind=question&by=bruno") <= 7
    assert statements("/search/similar/?q=towel+number+nine") <= 5


def test_similar_posts_are_offered_while_writing(ana, bruno, house, client_of):
    known = post(bruno, house, "When does the swimming pool open on Sundays?", "question")
    post(bruno, house, "The pool table is new")
    browser = client_of(ana)
    said = {"title": "", "body": "Does anybody know when the swimming pool opens?"}
    page = browser.post("/search/similar/", said).content.decode()
    assert f'href="/posts/{known.pk}/"' in page and page.count("<li>") == 1
    assert browser.get("/search/similar/", {"q": said["body"]}).content.decode() == page
    assert "<li>" not in browser.post("/search/similar/", {"body": "Hello there"}).content.decode()
    assert "<li>" not in browser.post("/search/similar/", said | {"audience": "staff"}).content.decode()


def test_the_words_are_written_anew_in_one_go(ana, house):
    post(ana, house, "First the towel")
    gone = post(ana, house, "Then the locker")
    gone.delete(by=ana)
    before = list(SearchEntry.objects.order_by("pk").values_list("post_id", "vector"))
    SearchEntry.objects.rebuild()
    assert list(SearchEntry.objects.order_by("pk").values_list("post_id", "vector")) == before


def test_row_01_an_outsider_learns_no_group_no_tag_and_no_name_of_what_is_secret(
    ana, bruno, house, client_of
):
    hush = secret("Hush", ana)
    post(ana, hush, "A surprise", tags=["zarzuela"])
    assert tag_named("#zarzuela", ana) and not tag_named("#zarzuela", bruno)
    assert 'href="/groups/hush/"' in client_of(ana).get("/search/", {"q": "hush"}).content.decode()
    assert "/groups/hush/" not in client_of(bruno).get("/search/", {"q": "hush"}).content.decode()
    open_to_all = post(ana, house, "Everybody may read this").body
    asked = {"q": "everybody", "group": "hush"}
    assert "Hush" in client_of(ana).get("/search/", asked).content.decode()
    pages = [
        client_of(bruno).get("/search/", asked | {"group": slug}).context["found"].rows
        for slug in ("hush", "nonsense")
    ]
    assert pages[0] == pages[1] and [row.body for row in pages[0]] == [open_to_all]
