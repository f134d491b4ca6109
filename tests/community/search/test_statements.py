"""The kept statement of the box finds what its sources find by themselves."""

from datetime import date, timedelta

import pytest

from community.search import statements
from community.search.sources import found_in, sources
from community.search.words import Words
from tests import cast
from tests.community.events.examples import event
from tests.community.examples import closed, everybody, group
from tests.community.tournaments.examples import tournament
from tests.tickets.examples import private_complaint_of

pytestmark = pytest.mark.django_db
ASKED = ["pool", "ana", "@ana", "poll", "pool hall", "100%_\\pool", "born-late", "a'b ; --", "zzz"]


@pytest.fixture
def people(ana, bruno, marta, sol, gema):
    place = everybody()
    for one in (ana, bruno, marta, sol, gema):
        place.admit(one)
    for who, where in (
        (ana, place),
        (bruno, closed("Pool people", bruno)),
        (ana, group("Pool 100%_\\pool", ana)),
    ):
        event(who, where, "Pool hall party", place="The pool")
        tournament(who, where, "Pool hall cup", place="The pool")
    private_complaint_of(ana, "The pool hall is cold")
    cast.person("Born Late", handle="born-late", born_on=date.today() - timedelta(days=15 * 365))
    return [ana, bruno, marta, sol, gema]


@pytest.mark.parametrize("asked", ASKED)
def test_it_finds_for_everybody_what_each_source_finds_by_itself(people, asked):
    words = Words.of(asked)
    for member in people:
        by_itself = [row for source in sources() for row in source.find(member, words)[:3]]
        kept = statements.rows([source.find for source in sources()], member, words, 3)
        assert sorted(map(str, kept)) == sorted(map(str, by_itself)), member.handle


def test_it_is_made_once_for_whoever_has_the_same_role(people, django_assert_num_queries):
    ana, bruno, *_others = people
    found_in(sources(), ana, Words.of("pool"), 3)
    before = statements.made.cache_info().misses
    with django_assert_num_queries(4):  # a savepoint here, a plan for all words, the statement
        found_in(sources(), bruno, Words.of("cup"), 3)
    assert statements.made.cache_info().misses == before
