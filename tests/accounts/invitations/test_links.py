"""Coming in by a link for several people: the address is shown to be theirs, then a person decides."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.invitations.models import Invitation
from accounts.mail.models import Mail
from accounts.members.models import Member
from tests.accounts.entrance import mailbox
from tests.accounts.entrance.test_sign_in import is_in, sign_in

EVA = "eva@example.com"
ASK = {"name": "Eva Luna", "email": "Eva@Example.com", "of_age": "on"}


@pytest.fixture
def link(marta):
    return Invitation.issue(by=marta, max_uses=3, groups=["tennis"])


def ask(link, **changes) -> Client:
    client = Client()
    client.post(f"/invitation/{link.token}/", ASK | changes)
    return client


def come_in(link, **changes) -> Client:
    client = ask(link, **changes)
    client.post(mailbox.path((ASK | changes)["email"].lower(), "/confirmation/"))
    return client


def test_eva_shows_that_the_address_is_hers_and_waits(link, marta, gema):
    client = ask(link)
    assert not Member.objects.filter(email=EVA).exists()  # nothing until then
    there = mailbox.path(EVA, "/confirmation/")
    assert "One more tap" in client.get(there).content.decode()
    assert not Member.objects.filter(email=EVA).exists()  # row 34: a scanner of mails has looked
    client.post(there)
    eva = Member.objects.get(email=EVA)
    assert eva.is_pending and eva.is_active
    assert client.get("/settings/")["Location"] == "/waiting-room/"
    assert "Eva" in client.get("/waiting-room/").content.decode()
    told = set(Mail.objects.filter(kind="accounts.waiting").values_list("to", flat=True))
    assert told == {marta.email, gema.email}


def test_marta_lets_eva_in_and_eva_hears_of_it(link, marta, client_of):
    client = come_in(link)
    eva = Member.objects.get(email=EVA)
    marta_s = client_of(marta)
    assert "Eva Luna" in marta_s.get("/members/pending/").content.decode()
    marta_s.post(f"/members/pending/{eva.pk}/approval/")
    marta_s.post(f"/members/pending/{eva.pk}/approval/")
    eva.refresh_from_db()
    assert eva.is_at_home and eva.approved_by == marta
    assert is_in(client)
    assert Mail.objects.filter(to=EVA, kind="accounts.approved").count() == 1


def test_marta_says_no_and_eva_is_told_kindly(link, marta, client_of):
    client = come_in(link)
    eva = Member.objects.get(email=EVA)
    client_of(marta).post(f"/members/pending/{eva.pk}/refusal/")
    assert not is_in(client)
    assert Mail.objects.filter(to=EVA, kind="accounts.declined").count() == 1
    assert client_of(marta).post(f"/members/pending/{eva.pk}/approval/").status_code == 404


@pytest.mark.parametrize("path", ["/", "/settings/", "/members/ana/", "/groups/", "/admin/", "/invitations/"])
def test_row_33_whoever_waits_sees_nothing_of_the_house(link, ana, path):
    client = come_in(link)
    assert client.get(path)["Location"] == "/waiting-room/"
    assert client.post(path)["Location"] == "/waiting-room/"


def test_whoever_waits_is_led_nowhere_that_leads_back_to_the_waiting_room(link):
    client = come_in(link)
    page = client.get("/waiting-room/").content.decode()
    ways = set(re.findall(r'<a [^>]*href="(/[^"]*)"', page)) - {"/"}
    assert {"/customer-service/", "/accounts/sessions/"} <= ways
    assert [way for way in ways if client.get(way).headers.get("Location") == "/waiting-room/"] == []
    assert "bottombar" not in page and 'role="search"' not in page and 'id="bell"' not in page
    assert "/accounts/logout/" in page
    # The socket is closed to her, and would tell her that she has been signed out.
    assert "js/live.js" not in page and 'id="live-status"' not in page


@pytest.mark.parametrize("who", ["ana", "sol"])
def test_only_moderators_and_managers_decide(link, who, request, client_of):
    come_in(link)
    eva = Member.objects.get(email=EVA)
    client = client_of(request.getfixturevalue(who))
    assert client.get("/members/pending/").status_code == 403
    assert client.post(f"/members/pending/{eva.pk}/approval/").status_code == 404
    eva.refresh_from_db()
    assert eva.is_pending


def test_row_33_a_link_lets_in_as_many_as_it_says(marta):
    link = Invitation.issue(by=marta, max_uses=1)
    first, second = ask(link), ask(link, email="leo@example.com", name="Leo")
    first.post(mailbox.path(EVA, "/confirmation/"))
    page = second.post(mailbox.path("leo@example.com", "/confirmation/")).content.decode()
    assert 'data-state="used"' in page
    assert not Member.objects.filter(email="leo@example.com").exists()


def test_row_34_a_confirmation_is_of_one_link_one_person_and_three_days(link, marta, time_machine_at):
    other = Invitation.issue(by=marta, max_uses=3)
    ask(link)
    there = mailbox.path(EVA, "/confirmation/")
    signed = there.rstrip("/").rpartition("/")[2]
    for forged in (signed[:-3] + "abc", signed.replace(":", "-"), "x", signed + "x"):
        assert (
            "does not work any more"
            in Client().post(f"/invitation/{link.token}/confirmation/{forged}/").content.decode()
        )
    assert (
        'data-state="stale"'
        in Client().post(f"/invitation/{other.token}/confirmation/{signed}/").content.decode()
    )
    with time_machine_at(timezone.now() + timedelta(days=4)):
        assert 'data-state="stale"' in Client().post(there).content.decode()
    assert not Member.objects.filter(email=EVA).exists()


def test_a_confirmation_tapped_twice_makes_one_member(link):
    ask(link)
    there = mailbox.path(EVA, "/confirmation/")
    Client().post(there)
    page = Client().post(there).content.decode()
    assert 'data-state="already_joined"' in page
    link.refresh_from_db()
    assert link.uses == 1 and Member.objects.filter(email=EVA).count() == 1


def test_row_50_a_link_writes_three_mails_to_a_mailbox(link):
    for number in range(8):
        Client().post(
            f"/invitation/{link.token}/",
            ASK | {"email": f"eva+{number}@example.com"},
            REMOTE_ADDR=f"203.0.113.{number}",
        )
    assert Mail.objects.filter(kind="accounts.confirmation").count() == 3


def test_whoever_is_let_in_signs_in_by_mail(link, marta):
    come_in(link)
    Member.objects.get(email=EVA).approve(by=marta)
    client = Client()
    client.post("/accounts/login/code/", {"email": EVA})
    client.post("/accounts/login/code/confirm/", {"code": mailbox.code(EVA)})
    assert is_in(client)
    assert sign_in(Client(), EVA, "").status_code == 200
