"""A mail is a row, written with what caused it, in the words of whoever reads it."""

import pytest
from celery import current_app
from django.core.mail import EmailMessage, send_mail
from django.db import transaction
from django.utils import timezone, translation

from accounts.mail import outbox
from accounts.mail.models import Mail


def test_ana_gets_a_row(ana, write):
    mail = write(ana, about="ticket:31")
    assert (mail.to, mail.member, mail.state, mail.about) == (ana.email, ana, "queued", "ticket:31")
    assert mail.subject == "About the roof" and mail.text.startswith("Hello Ana Ruiz, the roof\nhttp://")
    assert mail.html == "<p lang='en'>Hello Ana Ruiz, the roof</p>"
    assert mail.message_id.startswith("<") and mail.message_id.endswith("@127.0.0.1>")


def test_an_address_gets_a_row_without_a_person(db, write):
    mail = write("nadie@example.com")
    assert (mail.to, mail.member) == ("nadie@example.com", None)


def test_who_has_no_address_or_has_left_gets_none(ana, bruno, write):
    ana.email = None
    bruno.left_at = timezone.now()
    assert write(ana) is None and write(bruno) is None
    assert not Mail.objects.exists()


def test_it_goes_when_the_act_is_undone(ana, write):
    with transaction.atomic():
        write(ana)
        transaction.set_rollback(True)
    assert not Mail.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_worker_is_nudged_after_the_commit_once_for_many(ana, bruno, write, monkeypatch):
    heard = []
    monkeypatch.setattr(current_app, "send_task", lambda name, **options: heard.append(name))
    with transaction.atomic():
        for person in (ana, bruno):
            write(person)
        assert heard == []
    assert heard == ["accounts.mail.tasks.send_due"]


# Once


def test_a_doubled_call_finds_the_first_row(ana, write):
    first = write(ana, once="answered:31")
    again = write(ana, once="answered:31", context={"topic": "another"})
    assert again == first and again.subject == "About the roof" and Mail.objects.count() == 1


def test_the_same_event_is_one_mail_for_each_person(ana, bruno, write):
    assert write(ana, once="answered:31") != write(bruno, once="answered:31")


def test_without_once_each_call_is_a_mail(ana, write):
    write(ana)
    write(ana)
    assert Mail.objects.count() == 2


def test_when_another_transaction_was_quicker_its_row_counts(ana, write):
    first = write(ana, once="answered:31")
    second = Mail(to=ana.email, kind="tests.letter", subject="s", text="t", once="answered:31")
    assert outbox.put(second) == first


# Words


def test_it_is_in_the_language_of_the_reader(ana, write, letters):
    (letters / "body.html").write_text('{% load i18n %}{{ language }}: {% translate "Read it" %}')
    ana.language = "es"
    with translation.override("en"):
        assert write(ana).html == "es: Leerlo"
        assert write(ana, language="en").html == "en: Read it"
        assert translation.get_language() == "en"


def test_an_address_without_a_person_reads_the_language_of_the_brand(db, write, letters):
    (letters / "body.html").write_text("{{ language }}")
    assert write("nadie@example.com").html == "es"


def test_plain_text_is_plain_and_html_is_escaped(ana, write):
    mail = write(ana, context={"topic": "Bar & Café <b>"})
    assert "Bar & Café <b>" in mail.text and mail.subject == "About Bar & Café <b>"
    assert "Bar &amp; Café &lt;b&gt;" in mail.html


def test_html_may_be_missing(ana, write, letters):
    (letters / "body.html").unlink()
    assert write(ana).html == ""


def test_row_20_a_title_adds_no_header(ana, write):
    mail = write(ana, context={"topic": "roof\r\nBcc: all@example.com\x00\u2028x"})
    assert mail.subject == "About roof Bcc: all@example.com x"


@pytest.mark.parametrize("address", ["a@example.com\nBcc: b@example.com", "nobody", "a b@example.com"])
def test_what_is_no_address_is_refused_before_there_is_a_row(db, write, address):
    with pytest.raises(ValueError, match="address"):
        write(address)
    assert not Mail.objects.exists()


def test_a_long_subject_is_cut(ana, write):
    assert len(write(ana, context={"topic": "x" * 900}).subject) == 250


# Django's own way


@pytest.fixture
def house_backend(settings):
    settings.EMAIL_BACKEND = "accounts.mail.backend.OutboxBackend"


def test_send_mail_is_a_row_a_recipient(ana, house_backend):
    sent = send_mail(
        "Your\ncode"[:4], "123 456", None, [ana.email, "Nadie <nadie@example.com>"], html_message="<b>1</b>"
    )
    assert sent == 1
    mails = {mail.to: mail for mail in Mail.objects.all()}
    assert set(mails) == {ana.email, "nadie@example.com"}
    mail = mails[ana.email]
    assert (mail.member, mail.subject, mail.text, mail.html) == (ana, "Your", "123 456", "<b>1</b>")


def test_a_code_by_mail_goes_through_the_outbox(ana, client_of, house_backend):
    client_of().post("/accounts/login/code/", {"email": ana.email})
    mail = Mail.objects.get()
    assert mail.to == ana.email and mail.is_secret and mail.kind.startswith("accounts.")


def test_files_are_made_when_it_is_sent_and_not_before(ana, house_backend):
    message = EmailMessage("s", "t", to=[ana.email])
    message.attach("a.txt", "x", "text/plain")
    with pytest.raises(ValueError, match="register_maker"):
        message.send()


def test_every_mail_can_be_answered_and_goes_to_the_team_if_to_nothing_else(ana, write, settings):
    settings.INBOUND_ADDRESS, settings.DEFAULT_FROM_EMAIL = "reply@example.com", "Club <club@example.com>"
    assert write(ana).headers["Reply-To"] == "reply@example.com"
    settings.DEFAULT_FROM_EMAIL = "Club <reply@example.com>"
    assert "Reply-To" not in write(ana).headers
