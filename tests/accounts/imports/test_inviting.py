"""Invitations of a list: at the chosen hour, at the chosen pace, nobody twice, and nobody who is too young."""

from datetime import timedelta

from django.utils import timezone

from accounts.imports import inviting, work
from accounts.imports.models import Import
from accounts.invitations.models import Invitation
from accounts.mail.models import Mail
from accounts.members.models import Member
from tests.accounts.imports.lists import ELENA, PAU, entered, file_of, lines

NOW = timezone.now()
MINUTE = timedelta(minutes=1)


def many(count: int) -> str:
    return lines(*(f"{n};Nombre {chr(97 + n % 26)};Gil;m{n}@example.com;;;;" for n in range(count)))


def test_they_go_out_from_the_chosen_hour_at_the_chosen_pace_and_once(gema):
    at = NOW + timedelta(hours=2)
    one = entered(
        file_of(many(30)), by=gema, invite_at=at, an_hour=300, groups=["tennis"], note="See you there"
    )
    assert inviting.invite_due(at - MINUTE) == 0
    assert inviting.invite_due(at) == 6 and inviting.invite_due(at) == 0
    assert inviting.invite_due(at + 2 * MINUTE) == 10
    assert one.hold_invitations() and inviting.invite_due(at + 60 * MINUTE) == 0
    later = at + timedelta(hours=2)
    one.invite(at=later, an_hour=1000)
    assert inviting.invite_due(later + MINUTE) == 14  # all that are left: a new plan begins anew
    assert (
        Mail.objects.filter(kind="accounts.invitation").values("to").distinct().count()
        == 30
        == Mail.objects.count()
    )
    invitation = Invitation.objects.first()
    assert (invitation.groups, invitation.issued_by, invitation.member.joined_at) == (["tennis"], gema, None)
    mail = Mail.objects.first()
    assert "See you there" in mail.text and "estás en la lista de clientes" in mail.text


def test_who_is_too_young_or_has_an_invitation_or_has_joined_gets_none(gema, ana):
    young = PAU.replace("Muñoz Peña;;", "Muñoz Peña;pau@example.com;")
    Invitation.issue(by=gema, email="elena@example.com")
    rows = [ELENA, young, "7;Ana;R;ana@example.com;;;;", "8;Leo;Gil;;;;;"]
    entered(file_of(lines(*rows)), by=gema, invite_at=NOW, an_hour=1000)
    assert inviting.invite_due(NOW + MINUTE) == 0
    assert Mail.objects.values_list("to", flat=True).get() == "elena@example.com"


def test_who_comes_by_it_finds_what_the_list_said_of_them(gema):
    entered(file_of(lines(ELENA)), by=gema, invite_at=NOW)
    inviting.invite_due(NOW)
    elena = Invitation.objects.get().accept(name="Elena M.")
    assert elena == Member.objects.get(membership_number="1001") and elena.is_at_home and elena.born_on


def test_undoing_takes_back_invitations_that_nobody_used(gema):
    one = entered(file_of(many(3)), by=gema, invite_at=NOW, an_hour=1000)
    inviting.invite_due(NOW + MINUTE)
    Invitation.objects.get(email="m1@example.com").accept(name="Nil Gil")
    one = Import.objects.get(pk=one.pk)
    one.undo(by=gema)
    work.work_due()
    assert Invitation.objects.count() == 1 and not Mail.objects.queued().filter(to="m0@example.com").exists()
    assert Member.objects.filter(membership_number__isnull=False).get().email == "m1@example.com"


def test_invitations_that_came_back_are_listed_and_a_mended_address_is_invited_anew(gema, client_of):
    one = entered(file_of(lines(ELENA)), by=gema, invite_at=NOW)
    inviting.invite_due(NOW)
    Mail.objects.get().came_back("unknown", "no such user", dead=True, as_of=NOW)
    page = client_of(gema).get(f"/imports/{one.pk}/").content.decode()
    assert "1 invitation came back" in page and "elena@example.com · no such address" in page
    file = client_of(gema).get(f"/imports/{one.pk}/returned/")
    assert "socios-returned.csv" in file["Content-Disposition"]
    words = file.content.decode("utf-8-sig").splitlines()
    assert len(words) == 2 and "elena@example.com" in words[1] and words[1].endswith("no such address")
    mended = entered(file_of(lines(ELENA.replace("elena@", "elena.m@"))), by=gema, invite_at=NOW)
    assert inviting.invite_due(NOW + MINUTE) == 1 and mended.rows.bounced().count() == 0
    assert [one.email for one in Invitation.objects.open(NOW)] == ["elena.m@example.com"]
