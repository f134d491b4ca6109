"""Row 32: a session that should be over is over at the next request."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from tests.accounts.entrance import mailbox
from tests.accounts.entrance.test_sign_in import is_in, sign_in
from tests.cast import PASSWORD


def signed_in(member, **extra) -> Client:
    client = Client(**extra)
    sign_in(client, member.email)
    return client


def change_password(client, member, gema):
    client.post("/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "tres tristes tigres"})


def reset_password(client, member, gema):
    other = Client()
    other.post("/accounts/password/reset/", {"email": member.email})
    page = other.get(mailbox.path(member.email, "/password/reset/key/"), follow=True)
    other.post(page.redirect_chain[-1][0], {"password1": "tres tristes tigres"})


def sign_out_elsewhere(client, member, gema):
    client.post("/settings/security/sessions/others/end/")


def suspend(client, member, gema):
    member.suspend(by=gema, reason="Rest")


def leave(client, member, gema):
    member.leave()


@pytest.mark.parametrize("act", [change_password, reset_password, sign_out_elsewhere, suspend, leave])
def test_row_32_the_other_session_ends(ana, gema, act):
    here, elsewhere = signed_in(ana), signed_in(ana)
    assert is_in(here) and is_in(elsewhere)
    act(here, ana, gema)
    assert not is_in(elsewhere)
    assert is_in(here) is (act in (change_password, sign_out_elsewhere))


def test_row_32_a_cookie_from_before_signing_in_opens_nothing(ana):
    client = Client()
    client.post("/accounts/login/code/", {"email": ana.email})
    before = client.cookies["session"].value
    client.post("/accounts/login/code/confirm/", {"code": mailbox.code(ana.email)})
    assert client.cookies["session"].value != before
    client.cookies["session"] = before
    assert not is_in(client)


def test_row_32_a_cookie_from_before_signing_out_opens_nothing(ana):
    client = signed_in(ana)
    before = client.cookies["session"].value
    client.post("/accounts/logout/")
    client.cookies["session"] = before
    assert not is_in(client)


def test_ana_ends_one_session_among_several(ana):
    here, elsewhere = (
        signed_in(ana),
        signed_in(ana, headers={"user-agent": "Mozilla/5.0 (Android 16) Firefox/150.0"}),
    )
    page = here.get("/settings/security/").content.decode()
    assert "Firefox, Android" in page
    address = page.split("/settings/security/sessions/")[1].split("/")[0]
    here.post(f"/settings/security/sessions/{address}/end/")
    assert not is_in(elsewhere) and is_in(here)


def test_bruno_cannot_end_a_session_of_ana(ana, bruno):
    hers = signed_in(ana)
    session = ana.usersession_set.get()
    assert signed_in(bruno).post(f"/settings/security/sessions/{session.pk}/end/").status_code == 404
    assert is_in(hers)


def test_what_a_browser_calls_itself_is_never_shown_raw(ana):
    client = signed_in(ana, headers={"user-agent": "<script>alert(1)</script>"})
    page = client.get("/settings/security/").content.decode()
    assert "alert(1)" not in page


def test_sessions_that_ended_leave_no_row(ana, gema):
    signed_in(ana), signed_in(ana)
    ana.suspend(by=gema, reason="Rest")
    assert Session.objects.count() == 0 and ana.usersession_set.count() == 0


def test_who_leaves_leaves_no_session_either(ana):
    signed_in(ana)
    ana.leave()
    assert Session.objects.count() == 0 and ana.usersession_set.count() == 0


def test_row_32_a_session_that_stands_in_no_list_ends_with_the_others_and_stays_ended(ana, gema):
    elsewhere = signed_in(ana)
    ana.usersession_set.all().delete()
    ana.suspend(by=gema, reason="Rest")
    ana.unsuspend(by=gema)
    assert Session.objects.exists() and not is_in(elsewhere)


def test_the_page_of_devices_shows_the_same(ana):
    assert "127.0.0.1" in signed_in(ana).get("/accounts/sessions/").content.decode()
