"""Inviting: who may, what they hand out, and what they see of it."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import IntegrityError, transaction

from accounts.invitations import offers
from accounts.invitations.models import Invitation
from accounts.mail.models import Mail
from accounts.roles import Role
from tests.accounts.entrance import mailbox
from tests.accounts.strange import XSS

BY_MAIL = {"way": "mail", "email": "eva@example.com", "days": "14", "note": ""}
LINK = {"way": "link", "max_uses": "20", "days": "7", "note": ""}


@pytest.fixture
def tennis(monkeypatch):
    monkeypatch.setattr(offers, "_offers", [lambda member: [("tennis", "Tennis")]])


def test_marta_invites_eva_by_mail_in_evas_words_later(marta, client_of, tennis):
    client = client_of(marta)
    client.post("/invitations/", BY_MAIL | {"groups": ["tennis"], "note": "Come and play"})
    invitation = Invitation.objects.get()
    assert (invitation.issued_by, invitation.groups, invitation.max_uses) == (marta, ["tennis"], 1)
    mail = Mail.objects.get(to="eva@example.com")
    assert "Marta Vidal" in mail.subject and "Come and play" in mail.text and mail.is_secret
    assert "eva@example.com" in client.get("/invitations/").content.decode()


def test_a_personal_link_is_seen_by_nobody_but_its_person(marta, client_of):
    client_of(marta).post("/invitations/", BY_MAIL)
    assert Invitation.objects.get().token not in client_of(marta).get("/invitations/").content.decode()


def test_marta_makes_a_link_and_copies_it(marta, client_of):
    client = client_of(marta)
    client.post("/invitations/", LINK)
    invitation = Invitation.objects.get()
    assert invitation.max_uses == 20 and not invitation.is_personal
    assert invitation.token in client.get("/invitations/").content.decode()
    assert not Mail.objects.exists()


@pytest.mark.parametrize("who", ["ana", "sol"])
def test_members_and_agents_invite_nobody(who, request, client_of):
    client = client_of(request.getfixturevalue(who))
    assert client.get("/invitations/").status_code == 403
    assert client.post("/invitations/", BY_MAIL).status_code == 403
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("role", [Role.MANAGER, Role.AGENT, Role.MODERATOR])
def test_row_28_marta_hands_out_no_role(marta, client_of, role):
    client_of(marta).post("/invitations/", BY_MAIL | {"role": role})
    assert Invitation.objects.get().role == Role.MEMBER


def test_row_28_nor_groups_that_are_not_hers_to_offer(marta, client_of, tennis):
    answer = client_of(marta).post("/invitations/", BY_MAIL | {"groups": ["board"]})
    assert answer.status_code == 200 and not Invitation.objects.exists()


def test_gema_invites_staff_by_mail_only(gema, client_of):
    client = client_of(gema)
    client.post("/invitations/", LINK | {"role": Role.AGENT})
    client.post("/invitations/", BY_MAIL | {"role": Role.AGENT})
    assert list(Invitation.objects.order_by("pk").values_list("role", flat=True)) == [Role.MEMBER, Role.AGENT]


@pytest.mark.parametrize(
    "wrong",
    [
        {"email": ""},
        {"email": "eva"},
        {"days": "9999"},
        {"days": ""},
        {"way": "pigeon"},
        {"note": "x" * 281},
        {"note": "\u202e"},
    ],
)
def test_what_makes_no_sense_is_said_beside_the_field(marta, client_of, wrong):
    answer = client_of(marta).post("/invitations/", BY_MAIL | {"note": "kept"} | wrong)
    assert answer.status_code == 200 and 'id="form-errors"' in answer.content.decode()
    assert not Invitation.objects.exists()


def test_who_is_here_already_is_not_invited_again(marta, ana, client_of):
    answer = client_of(marta).post("/invitations/", BY_MAIL | {"email": ana.email.upper()})
    assert "is a member already" in answer.content.decode()
    assert not Invitation.objects.exists() and not Mail.objects.exists()


def test_marta_does_not_see_nor_touch_what_gema_issued(marta, gema, client_of):
    invitation = Invitation.issue(by=gema, email="leo@example.com")
    client = client_of(marta)
    assert "leo@example.com" not in client.get("/invitations/").content.decode()
    assert client.post(f"/invitations/{invitation.pk}/revocation/").status_code == 404
    assert client.post(f"/invitations/{invitation.pk}/mail/").status_code == 404
    assert client_of(gema).post(f"/invitations/{invitation.pk}/revocation/").status_code == 302
    invitation.refresh_from_db()
    assert invitation.state == "revoked"


def test_row_50_sending_again_sends_once_an_hour(marta, client_of):
    invitation = Invitation.issue(by=marta, email="eva@example.com")
    for _ in range(5):
        client_of(marta).post(f"/invitations/{invitation.pk}/mail/")
    assert len(mailbox.mails("eva@example.com")) == 2


def test_the_database_knows_what_an_invitation_cannot_be(gema):
    for wrong in ({"email": "a@b.es", "max_uses": 2}, {"email": "", "role": Role.AGENT}, {"max_uses": 0}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Invitation.objects.create(issued_by=gema, expires_at=gema.created_at, **wrong)


def test_row_20_what_people_type_is_text_everywhere(gema, client_of):
    for payload in XSS:
        gema.describe(name=payload[:80])
        invitation = Invitation.issue(by=gema, email="eva@example.com", note=payload[:280])
        page = client_of().get(f"/invitation/{invitation.token}/").content.decode()
        mail = Mail.objects.latest("pk")
        if "<" in payload:
            assert payload[:80] not in page and payload[:80] not in mail.html
        assert "\n" not in mail.subject
        invitation.revoke()


def test_the_command_invites_and_prints_the_link(db, capsys):
    call_command("invite", "Eva@Example.com", "--group", "tennis", "--group", "golf", "--role", "agent")
    invitation = Invitation.objects.get()
    assert capsys.readouterr().out.strip().endswith(f"/invitation/{invitation.token}/")
    assert (invitation.email, invitation.groups, invitation.role) == (
        "eva@example.com",
        ["tennis", "golf"],
        "agent",
    )
    assert len(mailbox.mails("eva@example.com")) == 1


def test_the_command_says_in_a_sentence_what_it_cannot_do(ana):
    for email in ("nonsense", ana.email):
        with pytest.raises(CommandError):
            call_command("invite", email)
    assert not Invitation.objects.exists()
