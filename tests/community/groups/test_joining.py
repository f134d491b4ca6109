"""Coming and going: joining, asking, being let in, leaving, being removed."""

import pytest
from django.db import IntegrityError, transaction

from accounts.live import publish
from accounts.members.signals import member_joined, member_left
from community.groups.joining import CannotLeave
from community.groups.memberships import Membership
from community.groups.models import Group
from community.groups.requests import JoinRequest
from community.notifications.models import Notification
from tests.community.examples import closed, everybody, group, secret

pytestmark = pytest.mark.django_db


def kinds_of(member):
    return list(Notification.objects.visible_to(member).order_by("serial").values_list("kind", flat=True))


def test_joining_twice_counts_once(ana):
    dinners = group("Dinners")
    assert dinners.admit(ana) == dinners.admit(ana)
    assert dinners.member_count == 1


def test_a_newcomer_has_nothing_unread(ana):
    dinners = group("Dinners", activity=12)
    assert dinners.admit(ana).unread == 0


def test_leaving_twice_counts_once(ana, bruno):
    dinners = group("Dinners", ana, bruno)
    assert dinners.remove(ana, by=ana) is True
    assert dinners.remove(ana, by=ana) is False
    assert dinners.member_count == 1
    assert not dinners.holds(ana)


def test_nobody_leaves_the_group_that_holds_everybody(ana):
    house = everybody()
    house.admit(ana)
    with pytest.raises(CannotLeave):
        house.remove(ana, by=ana)
    assert house.holds(ana)


@pytest.mark.parametrize("change", [{"listing": "secret"}, {"joining": "request"}])
def test_the_default_group_stays_listed_and_free(change):
    house = everybody()
    with pytest.raises(IntegrityError), transaction.atomic():
        Group.objects.filter(pk=house.pk).update(**change)


def test_the_default_group_is_not_archived(gema):
    house = everybody()
    house.archive(by=gema)
    assert not house.is_archived
    assert not house.archivable_by(gema)


def test_who_joins_the_house_is_in_the_default_group_and_the_invited_ones(ana):
    house, party, other = everybody(), secret("Party"), group("Dinners")
    member_joined.send(sender=type(ana), member=ana, groups=[party.slug, "no-such-group"])
    assert house.holds(ana) and party.holds(ana)
    assert not other.holds(ana)


def test_who_leaves_the_house_is_in_no_group(ana):
    house, dinners = everybody(), group("Dinners")
    member_joined.send(sender=type(ana), member=ana, groups=[dinners.slug])
    member_left.send(sender=type(ana), member=ana)
    assert not Membership.objects.filter(member=ana).exists()
    assert Group.objects.get(pk=house.pk).member_count == 0


def test_ana_asks_and_the_groups_moderator_hears_of_it(ana, bruno, marta):
    board = closed("Board", bruno)
    board.promote(bruno, by=None)
    request = board.ask(by=ana, message="I row.")
    assert request == board.ask(by=ana)
    assert kinds_of(bruno)[-1] == "community.join_requested"
    assert kinds_of(marta) == kinds_of(ana) == []


def test_a_group_without_moderators_is_looked_after_by_the_sites(ana, marta, gema, sol):
    closed("Board").ask(by=ana)
    assert kinds_of(marta) == kinds_of(gema) == ["community.join_requested"]
    assert kinds_of(sol) == []


def test_row_42_a_secret_group_without_moderators_is_the_managers_matter(ana, marta, gema):
    party = secret("Party")
    assert list(party.keepers()) == [gema]


def test_being_accepted_lets_in_and_says_so(ana, gema):
    board = closed("Board")
    request = board.ask(by=ana)
    assert request.accept(by=gema) is True
    assert board.holds(ana)
    assert kinds_of(ana) == ["community.join_decided"]


def test_the_first_decision_stands(ana, gema, marta):
    board = closed("Board")
    request = board.ask(by=ana)
    assert request.decline(by=marta) is True
    assert request.accept(by=gema) is False
    assert not board.holds(ana)
    assert request.decided_by == marta
    assert kinds_of(ana) == ["community.join_decided"]


def test_who_was_declined_may_ask_again(ana, marta):
    board = closed("Board")
    first = board.ask(by=ana)
    first.decline(by=marta)
    assert board.ask(by=ana) != first


def test_opening_the_doors_lets_in_who_waits(ana, gema):
    board = closed("Board")
    board.ask(by=ana)
    board.change(by=gema, joining=Group.Joining.FREE)
    assert board.holds(ana)
    assert not board.join_requests.open().exists()


def test_being_added_answers_the_open_request_and_says_by_whom(ana, gema):
    board = closed("Board")
    board.ask(by=ana)
    board.admit(ana, by=gema)
    assert not board.join_requests.open().exists()
    assert kinds_of(ana) == ["community.admitted"]


def test_members_do_not_ask(ana):
    assert closed("Board", ana).ask(by=ana) is None


def test_nobody_joins_or_asks_in_an_archived_group(ana, gema):
    dinners, board = group("Dinners"), closed("Board")
    for place in (dinners, board):
        place.archive(by=gema)
    assert not dinners.joinable_by(ana)
    assert not board.askable_by(ana)
    dinners.reopen(by=gema)
    assert dinners.joinable_by(ana)


def test_nobody_walks_into_a_secret_group_even_a_free_one(ana, gema):
    hush = secret("Hush")
    Group.objects.filter(pk=hush.pk).update(joining="free")
    hush.refresh_from_db()
    assert not hush.joinable_by(ana) and hush.joinable_by(gema)


def test_of_a_group_that_became_secret_ones_own_request_tells_nothing(ana, gema):
    board = closed("Board")
    board.ask(by=ana)
    assert JoinRequest.objects.visible_to(ana).exists()
    board.change(by=gema, listing="secret", joining="invitation")
    assert not JoinRequest.objects.visible_to(ana).exists()
    assert JoinRequest.objects.visible_to(gema).exists()


def test_an_old_look_at_a_group_makes_nothing_unread_again(ana):
    """Two pages of one member: the one that was asked for first is answered last."""
    dinners = group("Dinners", ana)
    early = dinners.membership_of(ana)
    dinners.membership_of(ana).look(5)
    early.look(3)
    assert dinners.membership_of(ana).activity_seen == 5


def test_nobody_sets_how_much_another_hears(ana, bruno):
    dinners = group("Dinners", ana, bruno)
    Membership.objects.hear({dinners.membership_of(bruno).pk: "mute"}, by=ana)
    assert dinners.membership_of(bruno).level == "normal"


def test_making_a_moderator_is_told_once(ana, gema):
    dinners = group("Dinners", ana)
    assert dinners.promote(ana, by=gema) is True
    assert dinners.promote(ana, by=gema) is False
    assert kinds_of(ana) == ["community.promoted"]
    assert dinners.demote(ana, by=gema) is True
    assert not dinners.manageable_by(ana)


def test_nobody_outside_becomes_a_moderator(bruno, gema):
    dinners = group("Dinners")
    assert dinners.promote(bruno, by=gema) is False
    assert not dinners.manageable_by(bruno)


def test_row_13_founding_a_group_does_not_tell_of_a_secret_one(marta, gema):
    hidden = Group.objects.found(by=gema, name="Board", listing="secret", joining="invitation")
    assert hidden.slug != "board"
    assert Group.objects.found(by=marta, name="Board").slug == "board"


def test_founding_twice_with_one_submission_makes_one_group(gema):
    form = {"name": "Padel", "submission": "7f0e6f0e-6c3b-4a9b-9d2a-3f1f5f1b9a10"}
    group = Group.objects.found(by=gema, **form)
    assert Group.objects.found(by=gema, **form) == group
    assert group.manageable_by(gema) and group.member_count == 1


@pytest.mark.parametrize("name", ["new", "日本", "!!!", "x" * 80])
def test_any_name_gets_an_address(gema, name):
    first, second = (Group.objects.found(by=gema, name=name) for _ in range(2))
    assert first.slug and first.slug not in ("new", second.slug)


@pytest.fixture
def heard(monkeypatch):
    words = []
    monkeypatch.setattr(publish.line, "send", words.append)
    return words


def test_row_17_removal_makes_what_the_member_watches_fall_silent(
    ana, gema, heard, django_capture_on_commit_callbacks
):
    party = secret("Party", ana)
    with django_capture_on_commit_callbacks(execute=True):
        party.remove(ana, by=gema)
    assert f"!rights\n{ana.pk} *" in heard


def test_shutting_a_groups_doors_asks_everybodys_rights_anew_and_a_new_name_does_not(
    gema, heard, django_capture_on_commit_callbacks
):
    dinners = group("Dinners")
    with django_capture_on_commit_callbacks(execute=True):
        dinners.change(by=gema, name="Suppers")
    assert heard == []
    with django_capture_on_commit_callbacks(execute=True):
        dinners.change(by=gema, joining="request")
    assert heard == ["!rights\n* *"]
