"""How a person stands with the house, and what the house tells others of it."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from allauth.account.models import EmailAddress
from django.db import connections
from django.utils import timezone

from accounts.live import publish
from accounts.mail.models import Mail
from accounts.members import signals
from accounts.members.models import Member
from accounts.roles import Role
from tests.cast import person


@pytest.fixture
def heard():
    """Names of the signals that were sent, with whom they are about."""
    said = []
    receivers = {
        name: lambda sender, member, name=name, **kwargs: said.append((name, member.name))
        for name in ("member_joined", "member_suspended", "member_left")
    }
    for name, receiver in receivers.items():
        getattr(signals, name).connect(receiver)
    yield said
    for name, receiver in receivers.items():
        getattr(signals, name).disconnect(receiver)


@pytest.fixture
def eva(db):
    return person("Eva Luna", joined_at=None, approved_at=None)


def kinds_to(member) -> list[str]:
    return list(Mail.objects.filter(to=member.email).order_by("pk").values_list("kind", flat=True))


def test_eva_joins_waits_and_is_let_in_each_once(eva, gema, heard):
    assert eva.join(groups=["tennis"]) and not eva.join(groups=["golf"])
    assert eva.is_pending and heard == []
    assert eva.approve(by=gema) and not eva.approve(by=gema)
    assert eva.is_at_home and eva.approved_by == gema
    assert heard == [("member_joined", "Eva Luna")]
    assert kinds_to(eva) == ["accounts.approved"]
    assert EmailAddress.objects.get(user=eva).verified


def test_nobody_is_approved_who_has_not_joined(eva, gema, heard):
    assert not eva.approve(by=gema)
    assert not eva.is_active and heard == [] and kinds_to(eva) == []


def test_a_refused_person_is_nobodys_member_and_may_come_again(eva, gema):
    eva.join()
    assert eva.decline(by=gema) and not eva.decline(by=gema)
    assert not eva.is_active and kinds_to(eva) == ["accounts.declined"]
    assert eva.join() and eva.is_pending


def test_a_suspension_is_told_once_and_ends_by_itself(ana, gema, heard):
    tomorrow = timezone.now() + timedelta(days=1)
    assert ana.suspend(by=gema, reason="Insults", until=tomorrow)
    assert not ana.suspend(by=gema, reason="Again")
    assert ana.is_suspended and ana.suspended_by == gema and ana.suspension_reason == "Insults"
    assert heard == [("member_suspended", "Ana Ruiz")] and kinds_to(ana) == ["accounts.suspended"]
    assert "Insults" in Mail.objects.get(to=ana.email).text
    assert not Member.objects.active().filter(pk=ana.pk).exists()
    assert Member.objects.active(as_of=tomorrow + timedelta(seconds=1)).filter(pk=ana.pk).exists()


def test_a_suspension_ended_by_hand_is_told_too(ana, gema):
    ana.suspend(by=gema, reason="Insults")
    assert ana.unsuspend(by=gema) and not ana.unsuspend(by=gema)
    assert ana.is_at_home and kinds_to(ana) == ["accounts.suspended", "accounts.unsuspended"]


def test_whoever_leaves_is_a_former_member(ana, heard):
    assert ana.leave() and not ana.leave()
    assert heard == [("member_left", "Ana Ruiz")]
    assert ana not in Member.objects.joined()


@pytest.mark.django_db(transaction=True)
def test_open_pages_are_shut_with_the_suspension(ana, gema, monkeypatch):
    said = []
    monkeypatch.setattr(publish.line, "send", said.append)
    ana.suspend(by=gema, reason="Insults")
    assert f"!member\n{ana.pk}" in said


@pytest.mark.parametrize(
    ("actor", "whom", "may"),
    [
        ("gema", "ana", True),
        ("gema", "marta", True),
        ("gema", "gema", False),
        ("marta", "ana", True),
        ("marta", "sol", False),
        ("marta", "gema", False),
        ("sol", "ana", False),
        ("ana", "bruno", False),
    ],
)
def test_who_may_suspend_whom(actor, whom, may, request):
    actor, whom = request.getfixturevalue(actor), request.getfixturevalue(whom)
    assert whom.is_suspendable_by(actor) is may


def test_who_has_not_joined_is_known_to_staff_only(eva, ana, sol):
    assert eva not in Member.objects.visible_to(ana)
    assert eva in Member.objects.visible_to(sol)


def test_a_suspended_manager_has_no_powers(gema, marta):
    assert gema.has_perm("accounts.change_member")
    gema.suspend(by=None, reason="Rest")
    assert not gema.has_perm("accounts.change_member") and not gema.has_module_perms("tickets")


def test_pending_staff_have_no_powers(db):
    vera = person("Vera", role=Role.MANAGER, approved_at=None)
    assert not vera.has_perm("accounts.change_member")


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_decide_once(gema, marta, heard):
    eva = person("Eva Luna", approved_at=None)
    start, outcomes = Barrier(4), []

    def decide(act):
        start.wait()
        try:
            outcomes.append(getattr(Member.objects.get(pk=eva.pk), act)(by=gema))
        finally:
            connections.close_all()

    threads = [Thread(target=decide, args=(act,)) for act in ("approve", "approve", "decline", "decline")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes.count(True) == 1
    assert len(kinds_to(eva)) == 1


def test_the_list_of_members_is_narrowed_by_the_words_that_it_shows(ana, bruno, marta, gema):
    now = timezone.now()
    ana.suspend(by=gema, reason="A rule", until=now + timedelta(days=1))
    bruno.leave()
    person("Rosa", joined_at=None)
    person("Nuria", approved_at=None)
    said = {
        how: {one.standing_words for one in Member.objects.standing(how)}
        for how in ("in", "pending", "invited", "suspended", "left")
    }
    assert said == {
        "in": {"Member"},
        "pending": {"Waiting for approval"},
        "invited": {"Has not joined"},
        "suspended": {"Suspended"},
        "left": {"Former member"},
    }
    whole = sum(Member.objects.standing(how).count() for how in said)
    assert whole == Member.objects.standing("").count() == Member.objects.count()
