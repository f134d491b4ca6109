"""What a stranger learns from the box: of a word that stands where they may not read as much as of no word."""

import re
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from community.search import finding, laws
from community.search.models import SearchEntry, SearchWord, UnansweredSearch
from tests.community.examples import comment, post
from tests.matrix.asking import ask
from tests.matrix.table import HOME
from tests.matrix.test_side_doors import undone

pytestmark = pytest.mark.django_db

NONSENSE = "wubblefrotz"
SECRETS = ("xylophonist", "quartermain", "bombazines", "marzipanic", "zeppelinic")
SCOPES = ("", "posts", "comments", "people", "groups", "events", "tournaments", "requests")


@pytest.fixture
def planted(world):
    """Words that Bruno, Otto and others may not read: in the secret group, a comment there, the closed group, a
    hidden post, and one that was taken back."""
    from django.db import transaction

    with transaction.atomic():
        people, group = world.people, world.group
        secret = post(people["keeper"], group["secret"], f"{SECRETS[0]} plans a surprise", title="Tonight")
        comment(people["ana"], secret, f"Bring the {SECRETS[1]}")
        post(people["keeper"], group["closed"], f"Only for us: {SECRETS[2]}", "question")
        hidden = post(people["carla"], world.default, f"{SECRETS[3]} is rude")
        hidden.hide(by=people["marta"], reason="Rude")
        gone = post(people["carla"], world.default, f"{SECRETS[4]} was here")
        gone.delete(by=people["carla"])
        group["secret"].change(by=people["gema"], name=f"{SECRETS[0]} society")
        SearchWord.objects.learn()
        yield world
        transaction.set_rollback(True)


def page(world, role: str, address: str, word: str) -> bytes:
    """The page for this word, with the word itself taken out."""
    answer = ask(world, role, "get", address.format(word=word))
    assert answer.status == 200
    return answer.bare(word)


def addresses() -> list[str]:
    found = [f"/search/?q={{word}}&in={scope}" for scope in SCOPES]
    narrowed = (
        "kind=question",
        "group=k7f3q9",
        "by=keeper",
        "by=kira",
        "since=2020-01-01",
        "state=unanswered",
    )
    found += [f"/search/?q={{word}}&{one}" for one in narrowed]
    found += ["/search/?q=%22{word}%22", "/search/?q={word}+-rude", "/search/?q={word}&after=999999.0"]
    found += ["/search/similar/?q={word}+surprise", "/search/?q=surprise+{word}"]
    return found


@pytest.mark.parametrize("role", ["bruno", "otto"])
def test_row_01_a_secret_word_is_answered_like_a_word_of_nothing(planted, role):
    for address in addresses():
        nothing = page(planted, role, address, NONSENSE)
        told = [word for word in SECRETS if page(planted, role, address, word) != nothing]
        assert told == [], address


def test_row_01_pieces_and_mistakes_of_a_secret_word_are_corrected_to_nothing(planted):
    for word in SECRETS:
        for typed in (
            word[:-1],
            word[:6],
            word[1:],
            word[:4] + word[5:],
            word + "s",
            word[:3] + "a" + word[3:],
        ):
            found = ask(planted, "bruno", "get", f"/search/?q={typed}").text.decode()
            assert word not in found.replace(typed, ""), typed
    assert not SearchWord.objects.filter(word__in=SECRETS).exists()


def test_row_01_a_correction_is_offered_only_for_what_its_reader_finds(planted):
    """Even if the words of closed groups were known to it."""
    SearchWord.objects.bulk_create(SearchWord(word=word, uses=9) for word in SECRETS)
    try:
        assert SECRETS[0] not in ask(planted, "bruno", "get", "/search/?q=xylophonst").text.decode()
        assert SECRETS[0] in ask(planted, "ana", "get", "/search/?q=xylophonst").text.decode()
    finally:
        SearchWord.objects.filter(word__in=SECRETS).delete()


def test_row_01_whoever_may_read_it_finds_it(planted):
    for role, number in (("ana", 0), ("keeper", 1), ("gema", 1), ("marta", 2)):
        assert b"<mark>" in ask(planted, role, "get", f"/search/?q={SECRETS[number]}").text
    for role in sorted(HOME):
        for number in (3, 4):
            assert b"<mark>" not in ask(planted, role, "get", f"/search/?q={SECRETS[number]}").text


def test_row_01_whoever_was_removed_finds_it_no_more(planted):
    planted.group["secret"].remove(planted.people["ana"], by=planted.people["keeper"])
    assert b"<mark>" not in ask(planted, "ana", "get", f"/search/?q={SECRETS[0]}").text


@pytest.mark.parametrize("role", ["bruno", "sol"])
def test_row_01_no_canary_is_found_by_whom_it_is_not_for(world, role):
    for word in world.canaries:
        extra = ask(world, role, "get", f"/search/?q={word}").canaries() - world.allowed(role) - {word}
        assert not {one for one in extra if one not in word}, word


def test_row_01_the_key_of_a_request_finds_it_for_its_customer_alone(world):
    key = world.ticket["own"].key
    for role in sorted(HOME):
        found = f"/requests/{key}/".encode() in ask(world, role, "get", f"/search/?q={key}").text
        assert found == (role == "ana"), role


def test_row_01_a_search_in_vain_is_noted_without_the_person_and_not_what_looks_like_one(world):
    def afterwards():
        client = world.clients["bruno"]
        for words in (
            "Aquagym",
            "aquagym",
            "ana@example.com",
            "600 111 222",
            "12345678Z",
            "ES91 2100 0418 4502",
        ):
            client.get("/search/", {"q": words})
        return list(UnansweredSearch.objects.exclude(words="aqua").values_list("words", "count"))

    assert undone(world, afterwards) == [("aquagym", 2)]
    columns = {field.name for field in UnansweredSearch._meta.get_fields()}
    assert columns == {"id", "words", "language", "day", "count"}


def test_row_01_the_list_of_searches_in_vain_is_for_managers(world):
    path = reverse("admin:community_unansweredsearch_changelist")
    assert [role for role in sorted(HOME) if ask(world, role, "get", path).status == 200] == ["gema"]


FENCES = ("SAVEPOINT", "RELEASE", "SET LOCAL")  # they hold one plan for all words, and ask nothing


def test_row_01_a_secret_word_takes_the_statements_and_the_work_of_a_word_of_nothing(planted):
    """The same statements in the same number; and what is looked at is bounded, however often the word stands there."""
    client, counted = planted.clients["bruno"], {}
    client.get("/search/?q=warm")
    for word in (NONSENSE, *SECRETS):
        with CaptureQueriesContext(connection) as seen:
            client.get(f"/search/?q={word}")
        counted[word] = [re.sub(r"'[^']*'|\d+", "?", query["sql"].replace(word, "?")) for query in seen]
    assert {len(statements) for statements in counted.values()} == {len(counted[NONSENSE])}
    assert sum(not statement.startswith(FENCES) for statement in counted[NONSENSE]) <= 9


def test_a_word_that_stands_everywhere_in_a_closed_group_keeps_nobody_waiting(planted, monkeypatch):
    """Bounded: the statement looks at so many places and no more, of which Bruno may see none."""
    monkeypatch.setattr(finding, "RARE", 50)
    monkeypatch.setattr(finding, "NEWEST", 100)
    keeper, closed = planted.people["keeper"], planted.group["closed"]
    for _ in range(200):
        post(keeper, closed, "bombazines again")
    began = time.monotonic()
    found = finding.find(planted.people["bruno"], finding.Words.of("bombazines"))
    assert found.rows == [] and found.next is None
    assert time.monotonic() - began < 5
    assert finding.find(keeper, finding.Words.of("bombazines")).next is not None


def test_no_word_of_what_is_gone_is_kept_and_the_law_sees_one_that_is(planted):
    assert laws.words_of_what_is_gone() == laws.things_without_an_entry() == 0
    gone = SearchEntry.objects.filter(post__deleted_at__isnull=False, comment=None)
    assert gone.exists() and {entry.vector for entry in gone} == {""}
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE community_searchentry SET vector = to_tsvector('simple', 'left') WHERE id = %s",
            [gone[0].pk],
        )
    assert laws.words_of_what_is_gone() == 1
