"""Who may write to whom, and what a block does: quietly."""

import re
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community.chat.rooms import Room
from community.contacts import reach
from community.contacts.models import Block, ContactRule
from tests import cast
from tests.community.examples import closed, everybody
from tests.parallel import together

pytestmark = pytest.mark.django_db

TODAY = timezone.now().date()
TOKEN = re.compile(r'Token": "\w+"|value="\w{64}"')
CHILD = date(TODAY.year - 12, 1, 1)


def may_begin(by, to) -> bool:
    return not reach.refusal(by, to)


# --- What I want


def test_everybody_may_write_to_who_said_nothing(ana, bruno):
    assert may_begin(bruno, ana)


def test_people_of_my_groups_are_those_of_a_group_that_is_not_everybodys(ana, bruno):
    everybody().admit(ana)
    everybody().admit(bruno)
    carla = cast.person("Carla")
    closed("Dinners", ana, carla)
    ContactRule.objects.choose("groups", by=ana)
    assert may_begin(carla, ana)
    assert not may_begin(bruno, ana)


def test_nobody_begins_with_who_wants_nobody_but_a_talk_that_exists_goes_on(ana, bruno):
    ContactRule.objects.choose("nobody", by=ana)
    assert not may_begin(bruno, ana)
    assert not reach.refusal_of_words(bruno, ana)


def test_who_was_suspended_or_left_is_not_written_to(ana, bruno, gema):
    ana.suspend(by=gema, reason="Again")
    assert not may_begin(bruno, ana)


def test_the_page_keeps_what_i_choose(ana, client_of):
    answer = client_of(ana).post("/settings/contact/", {"open_to": "groups"})
    assert answer.status_code == 302
    assert ContactRule.objects.of(ana) == "groups"


def test_an_unknown_choice_is_said_beside_the_field(ana, client_of):
    assert client_of(ana).post("/settings/contact/", {"open_to": "aliens"}).status_code == 422
    assert ContactRule.objects.of(ana) == "everybody"


# --- Blocks


def test_a_blocked_person_is_told_what_everybody_is_told_who_is_not_let_in(ana, bruno):
    ContactRule.objects.choose("nobody", by=ana)
    before = str(reach.refusal(bruno, ana))
    ContactRule.objects.choose("everybody", by=ana)
    Block.objects.put("block", by=ana, on=bruno)
    assert str(reach.refusal(bruno, ana)) == str(reach.refusal_of_words(bruno, ana)) == before
    assert "block" not in before.casefold()


def test_who_blocked_somebody_is_told_so_before_they_write_to_them(ana, bruno):
    Block.objects.put("block", by=ana, on=bruno)
    assert reach.refusal(ana, bruno) == reach.OWN_BLOCK


def test_ignoring_folds_away_and_lets_write(ana, bruno):
    Block.objects.put("ignore", by=ana, on=bruno)
    assert list(Block.objects.folded_for(ana)) == [bruno.pk]
    assert list(Block.objects.folded_for(bruno)) == []
    assert may_begin(bruno, ana)


def test_a_blocked_person_brings_nobody_into_a_room_of_several(ana, bruno):
    carla = cast.person("Carla")
    Block.objects.put("block", by=ana, on=bruno)
    with pytest.raises(PermissionDenied, match=str(reach.CLOSED)):
        reach.require(bruno, [carla, ana])


def test_blocking_ignoring_and_taking_back_on_somebodys_page(ana, bruno, client_of):
    browser = client_of(ana)
    assert "Ignore" in browser.get("/members/bruno/").text
    browser.post("/members/bruno/block/", {"kind": "block"})
    assert Block.objects.stands(by=ana, on=bruno)
    assert "Bruno Gil" in browser.get("/settings/contact/").text
    browser.post("/members/bruno/block/", {"kind": "ignore"})
    assert not Block.objects.stands(by=ana, on=bruno)
    browser.post("/members/bruno/block/remove/")
    browser.post("/members/bruno/block/remove/")
    assert not Block.objects.by(ana)


def test_the_page_of_who_blocked_me_looks_the_same_as_before(ana, bruno, client_of):
    browser = client_of(bruno)
    before = TOKEN.sub("", browser.get("/members/ana/").text)
    Block.objects.put("block", by=ana, on=bruno)
    assert TOKEN.sub("", browser.get("/members/ana/").text) == before


def test_nobody_blocks_themselves_or_somebody_unknown(ana, client_of):
    browser = client_of(ana)
    assert browser.post("/members/ana/block/", {"kind": "block"}).status_code == 403
    assert browser.post("/members/nobody-at-all/block/", {"kind": "block"}).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_taps_at_once_make_one_block(ana, bruno):
    together(*[lambda: Block.objects.put("block", by=ana, on=bruno)] * 2)
    assert Block.objects.by(ana).count() == 1


# --- Whoever is under age


def minor(name="Nico", **fields):
    return cast.person(name, born_on=CHILD, **fields)


def test_staff_never_write_alone_with_a_minor_and_are_told_what_to_do_instead(sol):
    nico = minor()
    assert reach.refusal(sol, nico) == reach.refusal_of_words(sol, nico) == reach.FOR_STAFF
    assert reach.refusal(nico, sol) == reach.FOR_MINORS


def test_two_of_the_team_may_be_in_a_room_with_a_minor_they_share_a_group_with(sol, gema):
    nico = minor()
    closed("Under twelve", nico, sol)
    assert [reach.refusal_in_company(sol, one) for one in (nico, gema)] == ["", ""]
    room = Room.objects.gather(by=sol, with_=[nico, gema])
    assert {seat.member for seat in room.participations.all()} == {sol, gema, nico}


def test_when_the_second_of_the_team_leaves_that_room_the_other_writes_no_more(sol, gema):
    nico = minor()
    closed("Under twelve", nico, sol)
    room = Room.objects.gather(by=sol, with_=[nico, gema])
    assert room.writable_by(sol) and room.writable_by(nico)
    room.leave(by=gema)
    assert not room.writable_by(sol) and not room.writable_by(nico)


def test_a_stranger_who_is_of_age_does_not_begin_with_a_minor(ana):
    nico, pau = minor(), minor("Pau")
    assert reach.refusal(ana, nico) == reach.CLOSED
    assert may_begin(pau, nico)
    closed("Under twelve", nico, ana)
    assert may_begin(ana, nico)


def test_of_age_from_the_eighteenth_birthday_on(ana):
    at = timezone.now().replace(year=2026, month=11, day=22, hour=12)
    ana.born_on = date(2008, 11, 22)
    assert not ana.is_minor(at)
    ana.born_on = date(2008, 11, 23)
    assert ana.is_minor(at)
    ana.born_on = date(2008, 2, 29)
    assert not ana.is_minor(at)


def test_the_date_of_birth_stands_on_no_page_of_the_members(ana, client_of):
    minor()
    page = client_of(ana).get("/members/nico/").text
    assert str(CHILD.year) not in page
