"""Answering a mail about a message: said in the room, with the rights of today, and nobody else's business."""

from datetime import timedelta

import pytest

from accounts.mail.incoming.models import IncomingMail
from accounts.mail.models import Mail
from community.chat.models import Message, Participation
from community.notifications.channels import HELD
from community.notifications.delivering import deliver_due
from community.notifications.rhythm import Rhythm
from tests.accounts.media.examples import picture
from tests.community.chat.examples import say
from tests.tickets.correspondence.letters import answer_to, last_mail, letter, taken_in
from tickets.correspondence import quarantine
from tickets.correspondence.laws import mail_that_got_lost
from tickets.desk.models import Ticket

pytestmark = pytest.mark.django_db
UNREAD, RETURNED = "notifications.unread", "accounts.answer_not_taken"


@pytest.fixture(autouse=True)
def taking_mail_in(settings):
    settings.INBOUND_ADDRESS = "reply@club.example.com"
    settings.DEFAULT_FROM_EMAIL = "club@club.example.com"


@pytest.fixture
def mail(ana, bruno, two) -> Mail:
    """Ana has written to Bruno, who has not read it."""
    Rhythm.objects.set(by=bruno, quiet_from=None, quiet_to=None)
    said = say(two, ana, "Shall we meet at eight?")
    deliver_due(said.created_at + HELD + timedelta(minutes=1))
    return last_mail(bruno, UNREAD)


def test_bruno_answers_from_his_mailbox_and_ana_reads_it_in_the_room(ana, bruno, two, mail):
    assert "everybody in the room reads it" in mail.text and "everybody in the room reads it" in mail.html
    came = taken_in(answer_to(mail, "Yes, at eight."))
    answer = Message.objects.latest("pk")
    assert (answer.room, answer.author, answer.body) == (two, bruno, "Yes, at eight.")
    assert answer.reply_to.body == "Shall we meet at eight?"
    assert (came.outcome, came.made) == ("comment", f"message:{answer.pk}") and mail_that_got_lost() == 0
    taken_in(answer_to(mail, "Yes, at eight.", message_id=came.message_id))
    assert two.messages.count() == 2


def test_pictures_come_along_and_what_cannot_be_taken_is_told(bruno, two, mail):
    files = [("court.png", "image/png", picture()), ("run.exe", "application/octet-stream", b"MZ\x00\x00")]
    came = taken_in(answer_to(mail, "Look.", files=files))
    (shown,) = Message.objects.latest("pk").pictures.all()
    assert shown.upload.owner == bruno and came.left_out == ["run.exe"]
    told = last_mail(bruno, RETURNED)
    assert "run.exe" in told.text and "run.exe" in told.html and "got through" in told.subject


def test_row_23_who_has_left_the_room_is_told_and_no_member_of_staff_reads_it(bruno, gema, two, mail):
    Participation.objects.filter(room=two, member=bruno).update(left_at=mail.created_at)
    came = taken_in(answer_to(mail, "A private word."))
    assert (came.outcome, came.reason) == ("quarantine", "no_right") and two.messages.count() == 1
    assert not quarantine.visible_to(gema).exists()
    back = last_mail(bruno, RETURNED)
    assert "A private word." in back.text and "may not write there" in back.text


def test_row_22_what_comes_from_another_address_is_said_to_its_member_without_its_words(
    bruno, gema, two, mail
):
    for number in range(3):
        taken_in(answer_to(mail, f"Word {number}.", sender="bruno.work@example.org"))
    assert two.messages.count() == 1 and not quarantine.visible_to(gema).exists()
    (back,) = Mail.objects.filter(kind=RETURNED)
    assert back.member == bruno and "another address" in back.text and "Word" not in back.text


def test_an_answer_that_missed_its_reply_address_becomes_no_request(bruno, gema, two, mail):
    came = taken_in(
        letter(bruno.email, "club@club.example.com", "Yes, at eight.", In_Reply_To=mail.message_id)
    )
    assert came.reason == "no_reply_address" and not Ticket.objects.exists()
    assert not quarantine.visible_to(gema).exists() and "Yes, at eight." in last_mail(bruno, RETURNED).text


def test_a_machine_that_answers_everything_is_told_no_more_than_five_times(bruno, mail):
    for number in range(8):
        taken_in(letter(bruno.email, "club@club.example.com", f"No {number}", In_Reply_To=mail.message_id))
    assert Mail.objects.filter(kind=RETURNED).count() == 5 and IncomingMail.objects.count() == 8
