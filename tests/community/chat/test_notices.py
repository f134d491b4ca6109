"""Who is told of a message, and when it is no news any more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from community.chat import notices
from community.chat.models import Participation
from community.notifications.models import Inbox, Notification
from tests.cast import person
from tests.community.chat.examples import private, say

pytestmark = pytest.mark.django_db


def told(member, kind: str = "") -> list[str]:
    rows = Notification.objects.visible_to(member).unread()
    return list((rows.filter(kind=kind) if kind else rows).values_list("kind", flat=True))


def test_bruno_is_told_once_a_room_until_he_has_read(ana, bruno, two, client_of):
    for _ in range(3):
        say(two, ana)
    assert told(bruno) == ["community.messaged"]
    client_of(bruno).get(f"/chat/{two.pk}/")
    assert told(bruno) == []
    assert Inbox.objects.get(member=bruno).unread == 0
    say(two, ana)
    assert told(bruno) == ["community.messaged"]
    assert told(ana) == []


def test_a_group_tells_only_whom_it_calls(ana, gema, club):
    say(club.room, gema, "Hola a todos")
    assert told(ana, "community.messaged") == []
    say(club.room, gema, "¿Vienes, @ana?")
    assert told(ana, "community.mentioned_in_chat") == ["community.mentioned_in_chat"]


def test_row_04_a_mention_outside_the_room_is_plain_text_and_tells_nobody(gema, bruno, club):
    message = say(club.room, gema, "Que no lo sepa @bruno")
    assert told(bruno) == []
    assert "data-member" not in message.body_html


def test_who_turned_the_room_down_is_not_told(ana, bruno, two):
    two.participation_of(bruno).hear("mute")
    say(two, ana)
    assert told(bruno) == []


def test_who_has_the_room_before_them_is_not_told_but_made_up_for_if_they_never_read(ana, bruno, two):
    two.greet(by=bruno)
    say(two, ana)
    assert told(bruno) == []
    assert notices.lapsed(timezone.now()) == 0  # still here
    later = timezone.now() + timedelta(minutes=1)
    assert notices.lapsed(later) == 1
    assert notices.lapsed(later) == 0
    assert told(bruno) == ["community.messaged"]


def test_who_left_the_page_after_reading_is_not_told(ana, bruno, two):
    two.greet(by=bruno)
    message = say(two, ana)
    two.mark_read(by=bruno, number=message.number)
    two.part(by=bruno)
    assert notices.lapsed(timezone.now() + timedelta(seconds=1)) == 0
    assert told(bruno) == []
    assert not Participation.objects.filter(here_until__isnull=False).exists()


def test_row_02_who_is_out_of_the_room_reads_nothing_of_it_on_the_bell(ana, bruno, gema, client_of):
    room = private(ana, bruno, gema)
    say(room, ana, "canary-7731")
    client = client_of(bruno)
    assert b"canary-7731" in client.get("/notifications/").content
    room.leave(by=bruno)
    assert b"canary-7731" not in client.get("/notifications/").content


def test_a_room_of_many_tells_everybody_once_in_as_many_statements(ana, django_assert_max_num_queries):
    crowd = [person(f"Socia {number}", handle=f"socia-{number}") for number in range(15)]
    room = private(ana, *crowd)
    say(room, ana)
    with django_assert_max_num_queries(45):
        say(room, ana, "otra")
    assert Notification.objects.filter(kind="community.messaged").count() == 15


def test_the_bell_leads_into_the_room(ana, bruno, two, client_of):
    say(two, ana, "¿Cenamos?")
    client = client_of(bruno)
    page = client.get("/notifications/").content.decode()
    assert "wrote to you" in page and "¿Cenamos?" in page
    row = Notification.objects.get(member=bruno)
    assert client.get(f"/notifications/{row.pk}/open/", follow=False).status_code in (302, 404)
