"""In the directory is who wants to be; minors, blocked people and those who are not here are not."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.made_once import MadeOnce
from accounts.members.models import Member
from community.chat.models import Room
from community.contacts.models import Block
from community.directory import finding, pages
from community.profiles.choices import ProfileChoice
from tests.cast import person
from tests.community.examples import everybody, group
from tests.community.profiles.examples import MINOR, field, listed, say

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(ana, bruno):
    everybody()
    carla, begona = person("Carla Ramos"), person("Begoña Núñez", handle="begona")
    listed(carla, begona)
    return carla, begona


def names(client, query="") -> list[str]:
    cards = client.get(f"/members/{query}").context["cards"]
    return [card["person"].get_short_name() for card in cards]


def test_only_who_wants_to_be_found_is_found_and_only_while_they_are_here(
    people, ana, bruno, gema, client_of
):
    carla, begona = people
    client = client_of(ana)
    assert names(client) == ["Begoña", "Carla"]
    client_of(bruno).post("/settings/about/listing/", {"listed": "yes"})
    assert names(client) == ["Begoña", "Bruno", "Carla"]
    client_of(bruno).post("/settings/about/listing/", {"listed": "no"})
    carla.suspend(by=gema, reason="a rule")
    assert names(client) == ["Begoña"] and names(client_of(gema)) == ["Begoña"]
    begona.leave()
    assert names(client) == [] and "Nobody is in the directory yet" in client.get("/members/").text


def test_nobody_under_18_is_ever_there_also_not_who_was_listed_before(people, ana, client_of):
    carla, _begona = people
    Member.objects.filter(pk=carla.pk).update(born_on=MINOR)
    assert names(client_of(ana)) == ["Begoña"]
    carla.refresh_from_db()
    client_of(carla).post("/settings/about/listing/", {"listed": "yes"})
    assert ProfileChoice.objects.get(pk=carla.pk).listed_at is None
    found = client_of(ana).get("/search/", {"q": "Carla", "in": "people"}).text
    assert "/members/carla/" not in found  # nor by the box, without a group in common
    group("Padel", ana, carla)
    assert "/members/carla/" in client_of(ana).get("/search/", {"q": "Carla", "in": "people"}).text


def test_l_25_nothing_that_people_go_through_or_are_offered_holds_a_minor_whom_they_share_no_group_with(
    people, ana, bruno, marta, gema, client_of
):
    """Leo is in the group of everybody, and in the juniors', which is free for all to read."""
    leo = person("Leo Sanz", born_on=MINOR)
    ProfileChoice.objects.create(pk=leo.pk, listed_at=timezone.now())  # from before his birthday was known
    for member in (leo, ana):
        everybody().admit(member)
    group("Juniors", bruno, leo)
    hall = Room.objects.of_group(everybody())
    places = [
        "/members/", "/members/?q=leo", "/members/?q=leo+sans", "/search/?q=leo&in=people", "/search/?q=leo",
        "/mentions/?q=leo", "/chat/new/", "/chat/new/?q=leo", "/groups/everybody/members/", "/groups/juniors/members/",
        f"/chat/{hall.pk}/people/", "/following/",
    ]  # fmt: skip
    stranger = client_of(ana)
    pages = {place: stranger.get(place) for place in places}
    assert {page.status_code for page in pages.values()} == {200}
    assert [place for place, page in pages.items() if "Leo" in page.text] == []
    near = client_of(bruno)
    for place in ("/search/?q=leo&in=people", "/mentions/?q=leo", "/groups/juniors/members/"):
        assert "Leo" in near.get(place).text, place
    for keeper in (marta, gema):
        assert "Leo" in client_of(keeper).get("/groups/everybody/members/").text


def test_the_group_of_everybody_is_no_directory_of_those_who_did_not_ask_for_one(
    people, ana, bruno, client_of
):
    for member in (ana, bruno):
        everybody().admit(member)
    for place in ("/groups/everybody/members/", f"/chat/{Room.objects.of_group(everybody()).pk}/people/"):
        page = client_of(ana).get(place).text
        assert "Bruno" not in page and 'href="/members/"' in page.split("<main")[1]


def test_between_whom_a_block_stands_never_see_each_other_there(people, ana, client_of):
    carla, _begona = people
    listed(ana)
    Block.objects.put("block", by=carla, on=ana)
    assert "Carla" not in names(client_of(ana)) and "Ana" not in names(client_of(carla))
    Block.objects.put("ignore", by=carla, on=ana)
    assert "Carla" in names(client_of(ana))


def test_a_name_is_found_without_accents_and_with_a_mistake_and_words_as_far_as_they_are_shown(
    people, ana, client_of
):
    carla, begona = people
    client = client_of(ana)
    for asked in ("begona", "Begonia", "nunez", "@begona", "BEGOÑA NÚÑEZ", "begonna nunes"):
        assert names(client, f"?q={asked}") == ["Begoña"], asked
    about = field("Hobby")
    say(carla, about, "I play the bandurria", "house")
    say(begona, about, "I play the bandurria", "groups")
    assert names(client, "?q=bandurria") == ["Carla"]
    page = client.get("/members/?q=nobodylikethis").text
    assert "Nobody like that is here" in page and 'value="nobodylikethis"' in page


def test_it_is_narrowed_by_a_group_of_ones_own_and_by_what_people_choose_and_show(people, ana, client_of):
    carla, begona = people
    sport = field("Sport", "choice", "Tennis", "Padel")
    say(carla, sport, "Padel", "house")
    say(begona, sport, "Padel", "me")
    padel = sport.options.get(label="Padel").pk
    client = client_of(ana)
    assert names(client, f"?field-{sport.pk}={padel}") == ["Carla"]
    group("Chess", ana, begona), group("Board", carla)
    assert names(client, "?group=chess") == ["Begoña"]
    assert names(client, "?group=board") == ["Begoña", "Carla"]  # not one of Ana's: it narrows nothing
    assert names(client, f"?group=chess&field-{sport.pk}={padel}") == []
    assert names(client, "?group=%00&field-x=1&after=abc") == ["Begoña", "Carla"]


def test_pages_follow_each_other_by_name_and_cost_the_same_however_many_there_are(
    people, ana, client_of, monkeypatch
):
    monkeypatch.setattr(pages, "PEOPLE", 3)
    monkeypatch.setattr(pages, "everybody", MadeOnce(pages.everybody.make))
    client, counts = client_of(ana), []
    sport = field("Sport", "choice", "Tennis")
    for batch in range(2):
        made = [person(f"Twin {batch}{number}", handle=f"t{batch}x{number}") for number in range(4)]
        ProfileChoice.objects.bulk_create(ProfileChoice(member=one, listed_at=timezone.now()) for one in made)
        for one in made:
            say(one, sport, "Tennis")
        client.get("/members/")
        with CaptureQueriesContext(connection) as captured:
            client.get("/members/")
        counts.append(len(captured))
    assert counts[0] == counts[1]
    seen, query = [], ""
    for _page in range(9):
        answer = client.get(f"/members/{query}")
        seen += [card["person"].name for card in answer.context["cards"]]
        if not (query := answer.context["next"]):
            break
    everyone = [one.name for one in Member.objects.filter(profile_choice__isnull=False)]
    assert seen == sorted(everyone, key=str.casefold) and len(seen) == 10


def test_the_kept_page_is_what_everybody_finds_and_moves_with_what_it_shows(
    people, ana, bruno, marta, sol, gema, client_of
):
    carla, begona = people
    listed(ana, bruno, sol)
    Block.objects.put("block", by=begona, on=bruno)
    say(carla, field("Sport", "choice", "Tennis <3"), "Tennis <3", circle="groups")
    group("Padel", ana, carla)
    for member in (ana, bruno, marta, sol, gema):
        found = [card["person"] for card in client_of(member).get("/members/").context["cards"]]
        assert found == list(finding.found_by(member, finding.Wanted()))
    assert "Tennis &lt;3" in client_of(ana).get("/members/").text
    assert "Tennis" not in client_of(bruno).get("/members/").text.split('id="people"')[1]
    carla.describe(name="Carla Rey", bio="I swim <b>.\x1fanswers\x1f")
    page = client_of(ana).get("/members/?q=%22%3E%3Cx").text
    assert 'value="&quot;&gt;&lt;x"' in page
    page = client_of(ana).get("/members/").text
    assert "Carla Rey" in page and "I swim &lt;b&gt;." in page and "Carla Ramos" not in page
    assert re.findall("Tennis.{12}", page.split('id="people"')[1]) == ["Tennis &lt;3</span"]
