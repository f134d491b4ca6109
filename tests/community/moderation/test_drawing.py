"""Cases are drawn once and kept: never older than what they show, never with what is another reader's own."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import fragments
from community.chat.models import Room
from community.moderation import desk
from community.moderation.models import ModerationAct
from community.reports.models import Report
from tests import cast
from tests.community.examples import closed, comment, everybody, group, post, secret
from tests.community.reports.test_messages import say

pytestmark = pytest.mark.django_db
WHY = {"ground": "insult", "facts": "Said on Monday", "reason": "It insults the trainer"}


@pytest.fixture
def place(ana, bruno):
    everybody()
    return group("Dinners", ana, bruno)


def report(by, matter, **words):
    return Report.objects.receive(matter, by=by, **({"reason": "insult"} | words))


def page(client_of, member, **headers) -> str:
    return client_of(member).get("/moderation/", headers=headers).content.decode()


@pytest.fixture
def of_each_place(ana, bruno, marta, sol, gema, place):
    """Things of every sort, in groups of every sort, by members, a moderator and staff."""
    chess = group("Chess", ana, bruno)
    chess.promote(ana, by=gema)
    matters = [ana, bruno, marta, sol]
    for where in (place, chess, closed("Board", ana, bruno), secret("Surprise", ana, bruno)):
        for author in (ana, bruno, marta, sol):
            where.admit(author)
            matters.append(post(author, where))
        matters += [comment(bruno, matters[-1]), say(Room.objects.of_group(where), bruno)]
    matters.append(say(Room.objects.direct(by=ana, with_=bruno), bruno))
    carla = cast.person("Carla")
    for matter in matters:
        report(carla, matter)
    report(gema, matters[5], reason="illegal")
    return [ana, bruno, marta, sol, gema]


def test_row_42_the_desk_holds_what_its_member_may_see_and_nothing_else(of_each_place):
    for member in of_each_place:
        found, after = [], ""
        while True:
            rows, after = desk.rows(member, after=after)
            found += rows
            if not after:
                break
        wanted = Report.objects.visible_to(member).open()
        assert sorted(pk for row in found for pk in row.reports) == sorted(
            wanted.values_list("pk", flat=True)
        )
        assert [row.risk for row in found] == sorted((row.risk for row in found), reverse=True)


def test_a_kept_case_moves_with_everything_that_it_shows(ana, bruno, marta, gema, place, client_of):
    said = post(ana, place, "The first words")
    report(bruno, said, note="He means me")
    carla = cast.person("Carla Ruiz")

    def seen(words: str) -> bool:
        return words in page(client_of, marta)

    assert seen("The first words") and seen("Ana Ruiz") and seen("Bruno Gil")
    said.edit(by=ana, body="Other words")
    assert seen("Other words") and not seen("The first words")
    bruno.describe(name="Bruno Sanz")
    assert seen("Bruno Sanz") and not seen("Bruno Gil")
    ana.describe(name="Ana Vega")
    assert seen("Ana Vega") and not seen("Ana Ruiz")
    place.change(by=gema, name="Suppers")
    assert seen("Post in Suppers")
    report(carla, said, note="And the trainer")
    assert seen("And the trainer") and seen("×2")
    said.close_to_comments(by=gema)
    assert not seen("Close the thread")
    ModerationAct.objects.hide(post(ana, place), by=gema, **WHY)
    assert seen("1 decision before")


def test_a_proposal_stands_in_its_case_for_who_may_see_it(ana, bruno, marta, gema, place, client_of):
    said = post(ana, place, "The shower is cold", kind="complaint")
    report(bruno, said)
    assert "takes a listed rule and a second person" in page(client_of, marta)
    ModerationAct.objects.hide(said, by=gema, **WHY)
    now = page(client_of, marta)
    assert (
        "Gema" in now and "wants it out of sight" in now and f"/moderation/posts/{said.pk}/hiding/" not in now
    )


def test_what_is_kept_holds_nobody_s_token_language_or_powers(ana, bruno, marta, gema, place, client_of):
    place.promote(bruno, by=gema)
    report(cast.person("Carla"), post(ana, place))
    fragments.memory.clear()
    of_marta, of_bruno = page(client_of, marta), page(client_of, bruno)
    assert "Pause their writing" in of_marta and "Pause their writing" not in of_bruno
    kept = "".join(html for key, html in fragments.memory.kept.items() if ":case:" in key)
    assert kept.count("<article") == 2 and "csrfmiddlewaretoken" in kept
    for text in (of_marta, of_bruno):
        tokens = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', text)
        assert tokens and not any(token in kept for token in tokens)
    type(marta).objects.filter(pk=marta.pk).update(language="es")
    assert "Insulta o acosa a alguien" in page(client_of, marta)


def test_messages_are_never_kept(ana, bruno, marta, place, client_of):
    report(ana, say(Room.objects.of_group(place), bruno, "You are a fool."))
    fragments.memory.clear()
    assert "You are a fool." in page(client_of, marta)
    assert not any("fool" in html for html in fragments.memory.kept.values())


def test_a_desk_that_is_drawn_asks_a_few_statements_however_much_lies_on_it(
    ana, bruno, marta, place, client_of, django_assert_num_queries
):
    report(bruno, post(ana, place))
    client = client_of(marta)
    client.get("/moderation/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/moderation/")
    one = len(asked)
    for number in range(12):
        report(bruno, post(ana, place, f"Words {number}"))
    client.get("/moderation/")
    with django_assert_num_queries(one):
        client.get("/moderation/")
