"""Reports of messages: on whose desk they lie, and how little of a private room its moderator sees."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.chat.models import Message, Room
from community.moderation import desk
from community.moderation.cases import cases_of
from community.moderation.models import ModerationAct
from community.reports.models import Report
from tests import cast
from tests.community.examples import closed, everybody, group

pytestmark = pytest.mark.django_db

CANARY = "canary-of-the-private-room-5120"


def say(room, by, body="You are a fool."):
    return Message.objects.send(room=room, by=by, body=body)


def report(by, message):
    return Report.objects.receive(message, by=by, reason="insult")


@pytest.fixture
def courts(ana, bruno):
    everybody()
    return Room.objects.of_group(group("Courts", ana, bruno))


@pytest.fixture
def private(ana, bruno):
    return Room.objects.direct(by=ana, with_=bruno)


def test_a_message_of_a_group_goes_to_who_keeps_order_there(courts, ana, bruno, marta, gema, sol):
    made = report(ana, say(courts, bruno))
    assert list(Report.objects.visible_to(marta)) == list(Report.objects.visible_to(gema)) == [made]
    assert not Report.objects.visible_to(sol) and not Report.objects.visible_to(bruno)


def test_only_who_reads_a_message_reports_it_and_nobody_their_own(private, ana, bruno, client_of):
    said = say(private, bruno)
    address = f"/chat/messages/{said.pk}/report/"
    assert client_of(cast.person("Carla")).post(address, {"reason": "insult"}).status_code == 404
    assert client_of(bruno).post(address, {"reason": "insult"}).status_code == 403
    assert client_of(ana).post(address, {"reason": "insult"}).status_code == 302
    assert Report.objects.get().message == said


def test_row_10_the_moderator_of_a_private_room_reads_the_nearest_words_and_no_more(
    private, ana, bruno, marta, client_of
):
    say(private, ana, CANARY)
    words = [say(private, who, f"word {number}") for number, who in enumerate([ana, ana, bruno, ana])]
    say(private, ana, "After it")
    report(ana, words[2])
    page = client_of(marta).get("/moderation/").text
    assert "word 0" in page and "word 3" in page and "Message in a private chat" in page
    assert CANARY not in page
    assert client_of(marta).get(f"/chat/{private.pk}/").status_code == 404
    assert not Message.objects.visible_to(marta)


def test_a_private_message_is_hidden_by_the_moderator_it_was_reported_to_and_shown_again(
    private, ana, bruno, marta, client_of
):
    said, other = say(private, bruno), say(private, bruno, "Another")
    report(ana, said)
    browser, reason = client_of(marta), {"ground": "insult", "facts": "Yesterday", "reason": "It insults"}
    assert browser.post(f"/moderation/messages/{other.pk}/hiding/", reason).status_code == 404
    assert browser.get(f"/moderation/messages/{said.pk}/hiding/").status_code == 200
    browser.post(f"/moderation/messages/{said.pk}/hiding/", reason)
    assert ModerationAct.objects.get().message == said
    assert not said.is_visible_to(ana)
    assert "It insults" in client_of(bruno).get("/notifications/").text
    assert "Take it back" in browser.get("/moderation/?show=acts").text
    browser.post(f"/moderation/messages/{said.pk}/hiding/remove/")
    assert said.is_visible_to(ana)


def test_a_report_of_a_message_is_dismissed_once(courts, ana, bruno, marta, client_of):
    said = say(courts, bruno)
    report(ana, said)
    for _again in range(2):
        client_of(marta).post(f"/moderation/messages/{said.pk}/dismissal/", {"reason": ""})
    assert ModerationAct.objects.get().kind == "dismissed"


def test_row_42_a_moderator_does_not_judge_their_own_message(ana, marta, gema):
    room = Room.objects.direct(by=ana, with_=marta)
    made = report(ana, say(room, marta))
    assert not Report.objects.visible_to(marta)
    assert list(Report.objects.visible_to(gema)) == [made]


def test_a_deleted_message_is_judged_no_more(courts, ana, bruno, marta, client_of):
    said = say(courts, bruno)
    report(ana, said)
    said.delete(by=bruno)
    assert client_of(marta).get(f"/moderation/messages/{said.pk}/hiding/").status_code == 404
    assert client_of(marta).get("/moderation/").status_code == 200


def test_more_reports_of_messages_ask_no_more_statements(courts, ana, bruno, marta, client_of):
    report(ana, say(courts, bruno))
    _statements(marta)  # what is remembered of the house
    with_one = _statements(marta)
    for number in range(5):
        report(ana, say(courts, bruno, f"Fool {number}"))
    assert _statements(marta) == with_one


def _statements(member) -> int:
    with CaptureQueriesContext(connection) as caught:
        found, _more = desk.rows(member)
        assert all(case.near for case in cases_of(found, proposals={}).values())
    return len(caught)


def test_the_secret_groups_messages_stay_with_it(ana, bruno, marta, gema):
    everybody()
    room = Room.objects.of_group(closed("Party", ana, bruno))
    room.group.change(by=gema, listing="secret", joining="invitation")
    made = report(ana, say(room, bruno))
    assert not Report.objects.visible_to(marta)
    assert list(Report.objects.visible_to(gema)) == [made]
