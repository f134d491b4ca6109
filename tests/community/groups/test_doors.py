"""Who may know of a group, and who may read it (D-16)."""

import pytest

from community.groups.models import Group
from tests.community.examples import closed, group, secret

pytestmark = pytest.mark.django_db


def known(member):
    return set(Group.objects.visible_to(member))


def readable(member):
    return set(Group.objects.readable_by(member))


def test_everybody_reads_a_free_group_without_joining(ana, bruno):
    dinners = group("Dinners", ana)
    assert dinners in known(bruno)
    assert dinners in readable(bruno)


def test_bruno_knows_the_name_of_anas_closed_group_and_no_more(ana, bruno):
    for place in (closed("Board", ana), group("Coaches", ana, joining=Group.Joining.INVITATION)):
        assert place in known(bruno)
        assert place not in readable(bruno)
        assert place in readable(ana)


def test_row_13_for_bruno_a_secret_group_does_not_exist(ana, bruno):
    party = secret("Party", ana)
    assert party not in known(bruno)
    assert party in readable(ana)


def test_row_42_marta_moderates_listed_groups_and_never_reads_a_secret_one(ana, marta):
    board, party = closed("Board", ana), secret("Party", ana)
    assert board in readable(marta)
    assert party not in known(marta)
    assert set(Group.objects.moderated_by(marta)) == {board}


def test_sol_reads_as_any_member_does(ana, sol):
    board, dinners, party = closed("Board", ana), group("Dinners"), secret("Party", ana)
    assert readable(sol) == {dinners}
    assert known(sol) == {board, dinners}
    assert not Group.objects.moderated_by(sol).exists()
    assert party.pk


def test_gema_sees_everything(ana, gema):
    places = {closed("Board", ana), secret("Party", ana), group("Dinners")}
    assert readable(gema) == known(gema) == set(Group.objects.moderated_by(gema)) == places


def test_ana_keeps_order_in_her_own_group_only(ana):
    hers, other = secret("Party", ana), group("Dinners", ana)
    hers.promote(ana, by=None)
    assert set(Group.objects.moderated_by(ana)) == {hers}
    assert hers.manageable_by(ana) and not other.manageable_by(ana)
    assert not hers.archivable_by(ana)


def test_the_instance_question_asks_the_queryset(ana, bruno):
    board = closed("Board", ana)
    assert board.is_readable_by(ana)
    assert not board.is_readable_by(bruno)
