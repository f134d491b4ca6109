"""Reporting illegal content without an account (L-29): stored, confirmed at once, answered with reasons."""

import re
import uuid

import pytest

from accounts.mail.models import Mail
from community.alerts.models import Alert
from community.notifications.models import Notification
from tests.accounts.media.examples import upload_of
from tests.community.chat.examples import between, say
from tests.community.examples import CANARY, group, post, secret

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r"[A-Za-z0-9]{64}")


def form(location: str, **other) -> dict:
    known = {
        "offence": "honour",
        "reasons": "It slanders my brother",
        "name": "Eva",
        "email": "eva@example.org",
    }
    return known | {"good_faith": "on", "submission": str(uuid.uuid4()), "location": location} | other


def test_a_stranger_reports_and_hears_at_once_and_what_was_decided(ana, marta, client_of):
    said = post(ana, group("Dinners", ana), CANARY)
    sent = form(f"https://club.example/posts/{said.pk}/")
    for _twice in range(2):
        assert client_of().post("/report/", sent).status_code == 200
    alert = Alert.objects.get()
    assert alert.post == said and Mail.objects.get().kind == "alerts.received"
    page = client_of(marta).get(alert.get_absolute_url()).text
    assert CANARY in page and f"/moderation/posts/{said.pk}/hiding/" in page
    for _twice in range(2):
        client_of(marta).post(alert.get_absolute_url(), {"outcome": "acted", "answer": "It was taken away."})
    assert "It was taken away." in Mail.objects.get(kind="alerts.decided").text


def test_row_13_the_answer_says_nothing_of_what_exists(ana, marta, gema, client_of):
    kept = post(ana, secret("Party", ana), CANARY)
    pages = {
        TOKEN.sub("", client_of().post("/report/", form(f"/posts/{pk}/")).text) for pk in (kept.pk, 987654)
    }
    assert len(pages) == 1 and "confirmation" in pages.pop()
    assert [Alert.objects.visible_to(one).count() for one in (ana, marta, gema)] == [0, 1, 2]


@pytest.mark.parametrize(
    "lacking", [{"name": ""}, {"email": ""}, {"good_faith": ""}, {"location": ""}, {"reasons": " "}]
)
def test_what_the_law_asks_for_is_asked_for(client_of, lacking):
    page = client_of().post("/report/", form("/posts/1/") | lacking)
    assert page.status_code == 422 and not Alert.objects.exists()


def test_sexual_abuse_of_children_is_reported_without_a_name(client_of):
    client_of().post("/report/", form("/posts/1/", offence="child", name="", email=""))
    assert Alert.objects.get().email == "" and not Mail.objects.exists()


def test_row_50_nobody_is_flooded_with_confirmations(client_of):
    spellings = [
        "eva@example.org",
        "Eva@example.org",
        "e.v.a@example.org",
        "eva+1@example.org",
        "eva@example.org",
    ]
    answers = [
        client_of().post("/report/", form("/posts/1/", email=email)).status_code for email in spellings
    ]
    assert answers == [200, 200, 200, 429, 429] and Mail.objects.count() == 3


def test_row_50_one_network_fills_no_desk(client_of):
    answers = [
        client_of().post("/report/", form("/posts/1/", offence="child", name="", email="")).status_code
        for _number in range(11)
    ]
    assert answers == [200] * 10 + [429] and Alert.objects.count() == 10


def test_row_42_who_is_reported_neither_hears_of_it_nor_finds_it(marta, gema, client_of):
    client_of().post("/report/", form("/members/marta/"))
    alert = Alert.objects.get()
    called = Notification.objects.filter(kind="moderation.alerted").values_list("member", flat=True)
    assert alert.about == marta and list(called) == [gema.pk]
    assert client_of(marta).get(alert.get_absolute_url()).status_code == 404
    assert "slanders my brother" not in client_of(marta).get("/moderation/alerts/").text


def test_row_42_of_a_secret_group_the_managers_alone_are_called(ana, marta, gema, client_of):
    kept = post(ana, secret("Party", ana), CANARY)
    client_of().post("/report/", form(f"/posts/{kept.pk}/"))
    called = Notification.objects.filter(kind="moderation.alerted").values_list("member", flat=True)
    assert list(called) == [gema.pk]


@pytest.mark.parametrize(
    ("language", "words"), [("es", ("Gracias", "ha decidido")), ("en", ("Thank you", "decided"))]
)
def test_it_is_confirmed_and_answered_once_in_the_language_of_who_wrote(
    marta, gema, client_of, language, words
):
    client_of().post("/report/", form("/posts/1/"), headers={"accept-language": language})
    alert = Alert.objects.get()
    assert alert.decide("nothing", by=gema, answer="It is lawful.")
    assert not alert.decide("acted", by=marta, answer="It is not.")
    alert.refresh_from_db()
    assert (alert.outcome, alert.decided_by) == ("nothing", gema)
    mails = Mail.objects.order_by("pk")
    assert len(mails) == 2 and all(word in mail.text for word, mail in zip(words, mails, strict=True))


def test_gema_sees_the_picture_of_a_private_message_while_an_alert_about_it_waits(
    ana, bruno, gema, client_of
):
    net = upload_of(ana)
    message = say(between(ana, bruno), ana, "Look", pictures=[(net.pk, "The net")])
    assert client_of(gema).get(net.medium).status_code == 404
    client_of().post("/report/", form(f"/chat/messages/{message.pk}/", offence="privacy"))
    alert = Alert.objects.get()
    assert alert.message == message
    assert client_of(gema).get(net.medium).status_code == 200
    assert f'src="{net.medium}"' in client_of(gema).get(alert.get_absolute_url()).content.decode()
    alert.decide("nothing", by=gema, answer="It shows a net and nobody.")
    assert client_of(gema).get(net.medium).status_code == 404
