"""The way out of mails (RFC 8058): in the head of each that its reader may do without, one click, and back again."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from accounts.mail import outbox, sending
from accounts.mail.models import Mail
from accounts.mail.signals import mail_unwelcome
from community.notifications import leaving
from community.notifications.channels import HELD, SORTS
from community.notifications.choices import Choice
from community.notifications.delivering import deliver_due
from tests.community.examples import comment, group, post
from tests.tickets.examples import private_complaint_of

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
# Owed to their reader: there is no way out of them.
OWED = {
    "accounts.already_member", "accounts.answer_not_taken", "accounts.customer_lapsed",
    "accounts.breach_due", "accounts.data_due", "accounts.data_extended",
    "accounts.export_ready", "accounts.still_waiting", "alerts.decided", "alerts.received",
    "accounts.approved", "accounts.confirmation", "accounts.declined", "accounts.email_code",
    "accounts.invitation", "accounts.login_code", "accounts.password_reset", "accounts.security", "accounts.suspended",
    "accounts.unknown_account", "accounts.unsuspended", "accounts.waiting", "moderation.appeal_decided",
    "moderation.decision", "setup.test",
    "tickets.answered_publicly", "tickets.lapsed", "tickets.not_accepted", "tickets.promised", "tickets.received",
    "tickets.reopened", "tickets.replied", "tickets.solved", "tickets.waiting", "tickets.waiting_reminder",
}  # fmt: skip


@pytest.fixture
def mail(ana, bruno) -> Mail:
    """Bruno has commented on Ana's post, and she has not read it."""
    below = post(ana, group("Dinners", ana, bruno), "The pool opens at eight.", as_of=NOON)
    comment(bruno, below, "Good to know.", as_of=NOON)
    deliver_due(NOON + HELD + timedelta(minutes=1))
    return Mail.objects.get(member=ana, kind="notifications.unread")


def path_in(mail: Mail) -> str:
    return mail.headers["List-Unsubscribe"].strip("<>").removeprefix(settings.BASE_URL)


def test_every_kind_of_mail_is_owed_or_has_a_way_out():
    folder = Path(settings.BASE_DIR) / "templates/emails"
    kinds = {".".join(path.parent.relative_to(folder).parts) for path in folder.glob("*/*/body.txt")}
    assert kinds == OWED | outbox.kinds_with_a_way_out()
    assert OWED.isdisjoint(outbox.kinds_with_a_way_out())


def test_it_stands_in_the_head_and_in_both_bodies(mail):
    message = sending.message_for(mail).message()
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = message["List-Unsubscribe"].strip("<>")
    assert address.startswith(settings.BASE_URL + "/unsubscribe/")
    assert address in mail.text and address in mail.html


def test_a_receipt_has_none(ana):
    private_complaint_of(ana)
    receipt = Mail.objects.get(member=ana, kind="tickets.received")
    assert not {"List-Unsubscribe", "List-Unsubscribe-Post"} & set(receipt.headers)
    assert "unsubscribe" not in receipt.text + receipt.html


def test_one_click_of_a_mail_program_needs_neither_cookie_nor_token(ana, bruno, mail):
    program = Client(enforce_csrf_checks=True)
    assert program.post(path_in(mail), {"List-Unsubscribe": "One-Click"}).status_code == 200
    program.post(path_in(mail), {"List-Unsubscribe": "One-Click"})
    assert "mail" not in Choice.objects.of(ana)["replies"]
    assert "app" in Choice.objects.of(ana)["replies"]
    assert "mail" in Choice.objects.of(ana)["mentions"]
    comment(bruno, post(ana, group("Others", ana, bruno), as_of=NOON), "More", as_of=NOON + HELD)
    deliver_due(NOON + 3 * HELD)
    assert Mail.objects.filter(member=ana, kind="notifications.unread").count() == 1


def test_who_calls_it_spam_gets_no_more_of_the_kind_and_what_is_owed_all_the_same(ana, mail):
    private_complaint_of(ana)
    for unwelcome in (mail, Mail.objects.get(member=ana, kind="tickets.received")):
        mail_unwelcome.send(Mail, mail=unwelcome)
    assert "mail" in Choice.objects.of(ana)["answers"]
    assert "mail" not in Choice.objects.of(ana)["replies"] and "mail" in Choice.objects.of(ana)["mentions"]


def test_row_34_opening_the_address_changes_nothing(ana, mail):
    page = Client().get(path_in(mail))
    Client().head(path_in(mail))
    assert "a…@example.com" in page.content.decode()
    assert not Choice.objects.exists()


def test_a_person_presses_the_button_and_takes_it_back(ana, mail):
    browser = Client(enforce_csrf_checks=True)
    page = browser.post(path_in(mail)).content.decode()
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1]
    back = path_in(mail) + "remove/"
    assert back in page
    answer = browser.post(back, {"csrfmiddlewaretoken": token}, follow=True)
    assert answer.status_code == 200
    assert not Choice.objects.exists()


def test_what_was_turned_off_by_mail_shows_in_the_settings(ana, mail, client_of):
    page = "/settings/notifications/"
    assert re.search(r'name="replies\.mail"[^>]* checked', client_of(ana).get(page).content.decode())
    Client().post(path_in(mail))
    assert not re.search(r'name="replies\.mail"[^>]* checked', client_of(ana).get(page).content.decode())


def test_an_address_of_somebody_who_chose_more_than_usual_goes_back_to_that(ana):
    Choice.objects.choose({"posts": ["app", "mail"]}, by=ana)
    way = leaving.opened(leaving.address_for(ana, [SORTS["posts"]]).split("/")[-2])
    way.take()
    assert way.is_taken()
    way.turn_back()
    assert Choice.objects.of(ana)["posts"] == {"app", "mail"}


@pytest.mark.parametrize("token", ["x", "1-mail-replies", "1-mail-replies.forged", "%00", "a.b.c"])
def test_a_token_that_is_not_ours_is_nothing(ana, token):
    assert Client().get(f"/unsubscribe/{token}/").status_code == 404
    assert Client().post(f"/unsubscribe/{token}/").status_code == 404
    assert not Choice.objects.exists()


def test_what_is_owed_has_no_address(ana):
    assert leaving.address_for(ana, [SORTS["answers"]]) == ""
