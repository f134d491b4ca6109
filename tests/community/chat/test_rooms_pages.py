"""The list of rooms and a room, as pages."""

import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from accounts.invariants import LAWS
from accounts.media.models import Upload
from community.chat import drawing
from community.chat.models import Message, Participation, Room
from tests.accounts.media.examples import picture, sent, upload_of
from tests.cast import person
from tests.community.chat.examples import between, private, say

pytestmark = pytest.mark.django_db


def test_ana_finds_the_rooms_of_her_groups_and_what_is_new_first(ana, bruno, gema, club, client_of):
    say(club.room, gema, "Se cena a las nueve")
    quiet = between(ana, bruno)
    say(quiet, ana, "Hola, Bruno")
    page = client_of(ana).get("/chat/").content.decode()
    assert page.index(f'id="line-{club.room.pk}"') < page.index(f'id="line-{quiet.pk}"')
    assert "Se cena a las nueve" in page


def test_a_room_shows_what_was_said_and_a_line_above_what_is_new(ana, gema, club, client_of):
    say(club.room, gema, "Se cena a las **nueve**")
    page = client_of(ana).get(f"/chat/{club.room.pk}/").content.decode()
    assert "<strong>nueve</strong>" in page
    assert 'id="new"' in page
    again = client_of(ana).get(f"/chat/{club.room.pk}/").content.decode()
    assert 'id="new"' not in again


def test_the_hour_of_a_message_is_the_one_on_the_wall_of_the_house(ana, gema, club, client_of):
    said = say(club.room, gema, as_of=datetime(2026, 7, 1, 22, 5, tzinfo=UTC))
    assert ">00:05</time>" in client_of(ana).get(f"/chat/{club.room.pk}/").content.decode()
    assert ">00:05</time>" in drawing.neutral(said.pk)


def test_row_13_bruno_gets_for_a_room_what_never_existed_gets(bruno, ana, club, client_of):
    say(club.room, ana, "canary-7731")
    client = client_of(bruno)
    for tail in ("", "messages/", "people/", "leaving/"):
        answer = client.get(f"/chat/{club.room.pk}/{tail}")
        assert answer.status_code == 404
        assert b"canary" not in answer.content
    assert client.post(f"/chat/{club.room.pk}/messages/", {"body": "Hola"}).status_code == 404


def test_ana_says_something_without_a_script(ana, club, client_of):
    client, submission = client_of(ana), str(uuid.uuid4())
    sent = {"body": "Hola a todos", "submission": submission}
    answers = [client.post(f"/chat/{club.room.pk}/messages/", sent) for _ in range(2)]
    message = Message.objects.get()
    assert [answer["Location"] for answer in answers] == [f"/chat/{club.room.pk}/#m{message.pk}"] * 2


def test_row_29_a_page_that_sends_twice_gets_the_same_message_twice(ana, club, client_of):
    client, submission = client_of(ana), str(uuid.uuid4())
    sent = {"body": "Hola a todos", "submission": submission}
    address = f"/chat/{club.room.pk}/messages/"
    first, second = (client.post(address, sent, headers={"accept": "application/json"}) for _ in range(2))
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    assert first.json()["submission"] == submission


def test_what_is_wrong_is_said_and_the_words_are_kept(ana, club, client_of):
    answer = client_of(ana).post(f"/chat/{club.room.pk}/messages/", {"body": "Hola " * 2000})
    assert answer.status_code == 422
    assert "Hola Hola" in answer.content.decode()
    piece = client_of(ana).post(
        f"/chat/{club.room.pk}/messages/", {"body": " "}, headers={"accept": "application/json"}
    )
    assert piece.status_code == 422
    assert piece.json()["error"]


def test_a_page_catches_up_in_order_and_past_two_hundred_loads_anew(ana, gema, club, client_of):
    room, client = club.room, client_of(ana)
    first = say(room, gema, "uno")
    say(room, gema, "dos")
    first.edit(by=gema, body="uno, bis")
    say(room, gema, "tres").delete(by=gema)
    answer = client.get(f"/chat/{room.pk}/messages/?after=1").json()
    assert [(item["number"], item["event"]) for item in answer["items"]] == [
        (2, "message"), (1, "message"), (3, "gone"),
    ]  # fmt: skip
    assert answer["after"] == 5
    for _ in range(201):
        say(room, gema)
    assert client.get(f"/chat/{room.pk}/messages/?after=1").json() == {"reload": True}
    assert client.get(f"/chat/{room.pk}/messages/?after=x").json() == {"reload": True}


def test_who_was_brought_in_catches_up_with_nothing_from_before(ana, bruno, marta, gema, client_of):
    room = private(ana, bruno, gema)
    secret = say(room, ana, "canary-before")
    room.add([marta], by=ana)
    say(room, bruno, "Vale", reply_to=secret)
    client = client_of(marta)
    for address in (f"/chat/{room.pk}/messages/?after=0", f"/chat/{room.pk}/", "/chat/"):
        assert b"canary-before" not in client.get(address).content
    assert b"canary-before" in client_of(gema).get(f"/chat/{room.pk}/").content


def test_one_reads_back_and_forth_and_jumps_to_a_day(ana, gema, club, client_of):
    for number in range(120):
        say(club.room, gema, f"palabra-{number + 1}.")
    client = client_of(ana)
    end = client.get(f"/chat/{club.room.pk}/").content.decode()
    assert read_in(end) == [*range(71, 121)] and ways_in(end) == ["before=71"]
    back = client.get(f"/chat/{club.room.pk}/?before=71").content.decode()
    assert read_in(back) == [*range(21, 71)] and ways_in(back) == ["before=21", "after=70"]
    forth = client.get(f"/chat/{club.room.pk}/?after=50").content.decode()
    assert read_in(forth) == [*range(51, 101)] and ways_in(forth) == ["before=51", "after=100"]
    assert ways_in(client.get(f"/chat/{club.room.pk}/?before=21").content.decode()) == ["after=20"]
    around = client.get(f"/chat/{club.room.pk}/?at=60").content.decode()
    assert "palabra-60." in around
    first = Message.objects.order_by("pk").first()
    Message.objects.filter(pk=first.pk).update(created_at=first.created_at.replace(year=2020))
    day = client.get(f"/chat/{club.room.pk}/?day=2020-01-01")
    assert day["Location"] == f"/chat/{club.room.pk}/?at=1#m{first.pk}"
    began = client.get(day["Location"]).content.decode()
    days = re.findall(r'data-day="([0-9-]+)"', began)
    assert "palabra-1." in began and len(days) == 2 and days[0].startswith("2020-")
    for nonsense in ("before=x", "at=99999999999999999999", "day=2026-02-31", "after=-1"):
        assert client.get(f"/chat/{club.room.pk}/?{nonsense}", follow=True).status_code == 200


def read_in(page: str) -> list[int]:
    """The words of the test above that stand there, from above to below."""
    return [int(number) for number in re.findall(r"palabra-(\d+)\.", page.split('id="talk"')[1])]


def ways_in(page: str) -> list[str]:
    return re.findall(r'href="/chat/\d+/\?((?:before|after)=\d+)"', page)


def test_whose_page_fell_silent_is_not_here_any_more(ana, bruno, two, client_of):
    two.greet(by=bruno)
    assert "chat-person is-here" in client_of(ana).get(f"/chat/{two.pk}/").text
    Participation.objects.update(here_until=timezone.now() - timedelta(seconds=1))
    assert "chat-person is-here" not in client_of(ana).get(f"/chat/{two.pk}/").text
    say(two, ana)
    assert bruno.notifications.filter(kind="community.messaged").exists()


def test_more_messages_and_rooms_same_queries(
    ana, gema, club, bruno, client_of, django_assert_max_num_queries
):
    client, room = client_of(ana), club.room

    def measured(address: str, most: int):
        client.get(address)
        with django_assert_max_num_queries(most):
            client.get(address)

    say(room, gema)
    measured(f"/chat/{room.pk}/", 8)
    measured("/chat/", 6)
    for number in range(40):
        say(room, gema, f"@ana {number}", reply_to=Message.objects.first())
    say(between(ana, bruno), bruno)
    say(private(ana, bruno, gema), gema)
    measured(f"/chat/{room.pk}/", 8)
    measured("/chat/", 6)
    two = between(ana, bruno)
    measured(f"/chat/{two.pk}/", 8)


def test_a_new_conversation_with_one_is_the_room_of_the_two(ana, bruno, marta, client_of):
    client = client_of(ana)
    answer = client.post("/chat/new/", {"people": [bruno.pk]})
    assert answer["Location"] == f"/chat/{Room.objects.between(ana, bruno).pk}/"
    answer = client.post("/chat/new/", {"people": [bruno.pk, marta.pk], "name": "Fiesta"})
    room = Room.objects.get(kind="private")
    assert answer["Location"] == f"/chat/{room.pk}/"
    assert client.post("/chat/new/", {}).status_code == 422


def test_a_room_holds_twenty(ana, client_of, db):
    crowd = [person(f"Socio {number}", handle=f"socio-{number}") for number in range(20)]
    answer = client_of(ana).post("/chat/new/", {"people": [one.pk for one in crowd], "name": "Todos"})
    assert answer.status_code == 422
    assert not Room.objects.filter(kind="private").exists()


def test_people_come_in_get_a_name_and_leave(ana, bruno, marta, gema, client_of):
    room = private(ana, bruno, name="Fiesta")
    client = client_of(ana)
    assert client.post(f"/chat/{room.pk}/name/", {"name": "Cena"}).status_code == 302
    assert client.post(f"/chat/{room.pk}/people/", {"people": [marta.pk]}).status_code == 302
    assert "Cena" in client_of(marta).get("/chat/").content.decode()
    assert client_of(bruno).post(f"/chat/{room.pk}/leaving/").status_code == 302
    assert client_of(bruno).get(f"/chat/{room.pk}/").status_code == 404


def test_a_line_says_who_brought_whom_in_rings_nowhere_and_is_no_message(
    ana, bruno, marta, client_of, django_capture_on_commit_callbacks
):
    room = private(ana, bruno, name="Cena")
    said = say(room, ana, "A las nueve")
    room.mark_read(by=bruno, number=1)
    reader = client_of(bruno)
    serial = Room.objects.get().serial
    with django_capture_on_commit_callbacks(execute=True):
        room.add([marta], by=ana)
    words = "Ana Ruiz brought Marta Vidal in."
    caught_up = reader.get(f"/chat/{room.pk}/messages/?after={serial}").json()["items"]
    assert [item["number"] for item in caught_up if words in item["html"]] == [2]
    assert room.participation_of(bruno).unread == 0 and "A las nueve" in reader.get("/chat/").content.decode()
    bruno.language = "es"
    bruno.save()
    assert "Ana Ruiz ha añadido a Marta Vidal." in reader.get(f"/chat/{room.pk}/").content.decode()
    line = Message.objects.get(number=2)
    for address in ("", "report/", "reaction/", "complaint/", "edit/"):
        assert reader.post(f"/chat/messages/{line.pk}/{address}").status_code in (404, 405)
    assert list(Message.objects.visible_to(bruno)) == [said]
    assert not any(law.violations() for law in LAWS if law.id in ("K1", "K2", "C1"))


def test_a_muted_room_counts_for_nothing(ana, bruno, client_of):
    room = between(ana, bruno)
    say(room, bruno)
    client = client_of(ana)
    assert '<span class="count count-hot">1' in client.get("/requests/").content.decode()
    client.post(f"/chat/{room.pk}/level/", {"level": "mute"})
    assert '<span class="count count-hot">1' not in client.get("/requests/").content.decode()


def test_ana_reacts_changes_and_takes_back(ana, gema, club, client_of):
    message = say(club.room, ana, "Hola")
    client = client_of(ana)
    assert client.get(f"/chat/messages/{message.pk}/").status_code == 200
    client.post(f"/chat/messages/{message.pk}/reaction/", {"kind": "like"})
    page = client.get(f"/chat/{club.room.pk}/").content.decode()
    assert 'value="like" aria-pressed="true"' in page
    client.post(f"/chat/messages/{message.pk}/edit/", {"body": "Hola, hola"})
    assert "Hola, hola" in client.get(f"/chat/{club.room.pk}/").content.decode()
    assert client.get(f"/chat/messages/{message.pk}/history/").status_code == 200
    client.post(f"/chat/messages/{message.pk}/removal/")
    assert "Hola, hola" not in client.get(f"/chat/{club.room.pk}/").content.decode()


def test_after_a_quarter_of_an_hour_a_message_stays_as_it_is(ana, club, client_of):
    message = say(club.room, ana, as_of=timezone.now() - timedelta(minutes=16))
    assert client_of(ana).get(f"/chat/messages/{message.pk}/edit/").status_code == 403


def test_what_a_moderator_hid_leaves_a_gap_for_the_others(ana, gema, club, client_of):
    message = say(club.room, ana, "canary-insult")
    message.hide(by=gema, reason="It insults")
    assert "canary-insult" in client_of(ana).get(f"/chat/{club.room.pk}/").content.decode()
    assert "canary-insult" not in client_of(gema).get(f"/chat/{club.room.pk}/").content.decode()


def test_pictures_of_a_message_are_for_those_who_read_it(ana, bruno, gema, club, client_of):
    upload = upload_of(ana)
    message = say(club.room, ana, "", pictures=[(upload.pk, "The table")])
    assert client_of(gema).get(f"/media/{upload.pk}/320/").status_code == 200
    assert client_of(bruno).get(f"/media/{upload.pk}/320/").status_code == 404
    message.delete(by=ana)
    assert client_of(gema).get(f"/media/{upload.pk}/320/").status_code == 404


def test_a_picture_stands_in_the_room_and_is_drawn_anew_when_it_is_ready(ana, gema, club, client_of):
    waiting = Upload.objects.accept(owner=ana, file=sent(picture()))
    message = say(club.room, ana, "", pictures=[(waiting.pk, "The table")])
    for address in (f"/chat/{club.room.pk}/", f"/chat/{club.room.pk}/messages/?after=0"):
        answer = client_of(gema).get(address)
        page = answer.content.decode()
        assert answer.status_code == 200 and waiting.medium in page and "The table" in page
    serial = message.serial
    waiting.make_ready()
    message.refresh_from_db()
    assert message.serial > serial


def test_row_05_a_link_to_a_room_says_nothing_of_it(ana, bruno, gema, marta, client_of):
    hidden = private(ana, gema, marta, name="canary-name")
    secret = say(hidden, ana, "canary-words")
    two = between(ana, bruno)
    say(two, ana, f"http://testserver/chat/{hidden.pk}/?at=1#m{secret.pk}")
    client = client_of(bruno)
    for address in (
        f"/chat/{two.pk}/",
        f"/chat/{two.pk}/?answer={secret.pk}",
        f"/chat/{two.pk}/?at={secret.number}#m{secret.pk}",
        f"/chat/{two.pk}/messages/?after=0",
        "/chat/",
        "/chat/list/",
    ):
        assert b"canary" not in client.get(address).content, address


def test_row_15_what_is_not_ones_own_is_not_taken(ana, bruno, gema, marta, client_of):
    two, elsewhere = between(ana, bruno), private(ana, gema, marta)
    foreign, upload = say(elsewhere, gema), upload_of(gema)
    client, address = client_of(bruno), f"/chat/{two.pk}/messages/"
    assert client.post(address, {"body": "Hola", "reply_to": foreign.pk}).status_code == 422
    client.post(address, {"body": "Hola", "upload": str(upload.pk)})
    assert not Message.objects.filter(pictures__upload=upload).exists()
    pending = person("Pedro", handle="pedro", approved_at=None)
    for stranger in (pending.pk, 987654, "x"):
        assert client.post("/chat/new/", {"people": [stranger]}).status_code == 422
    assert Room.objects.count() == 2


def test_row_20_a_name_and_a_message_are_text(ana, bruno, gema, client_of):
    payload = "<script>alert(1)</script><img src=x onerror=alert(1)>"
    room = private(ana, bruno, gema, name=payload[:80])
    say(room, ana, payload)
    client = client_of(bruno)
    for address in ("/chat/", f"/chat/{room.pk}/", f"/chat/{room.pk}/people/"):
        page = client.get(address).content.decode()
        assert "<script>alert" not in page and "<img src=x" not in page
    (item, *_) = client.get(f"/chat/{room.pk}/messages/?after=0").json()["items"]
    assert "<script>" not in item["html"] and "<img src=x" not in item["html"]


def test_row_49_a_picture_in_two_messages_stays_while_one_of_them_does(ana, gema, club, client_of):
    upload = upload_of(ana)
    first, second = (say(club.room, ana, "", pictures=[(upload.pk, "The table")]) for _ in range(2))
    first.delete(by=ana)
    assert client_of(gema).get(f"/media/{upload.pk}/320/").status_code == 200
    second.delete(by=ana)
    assert client_of(gema).get(f"/media/{upload.pk}/320/").status_code == 404
    assert not Upload.objects.exists()  # the file is gone, not only the way to it


def test_what_cannot_be_done_with_a_conversation_is_said_on_its_page(ana, bruno, gema, client_of):
    room = private(ana, bruno, gema, name="Lunch")
    client = client_of(ana)
    assert client.post(f"/chat/{room.pk}/people/", {"people": ["x"]}).status_code == 422
    assert client.post(f"/chat/{room.pk}/name/", {"name": "n" * 90}).status_code == 422
    room.refresh_from_db()
    assert room.name == "Lunch" and room.participations.present().count() == 3


def test_an_answer_stands_below_what_it_answers_and_edited_words_are_marked(ana, bruno, client_of):
    two = between(ana, bruno)
    asked = say(two, ana, "At eight?")
    client_of(bruno).post(f"/chat/{two.pk}/messages/", {"body": "Yes", "reply_to": asked.pk})
    answer = Message.objects.latest("pk")
    assert answer.reply_to == asked
    client_of(bruno).post(
        f"/chat/messages/{answer.pk}/edit/", {"body": "Yes, my card is 4111 1111 1111 1111"}
    )
    page = client_of(ana).get(f"/chat/{two.pk}/").content.decode()
    assert "4111" in page and "At eight?" in page and f"/chat/messages/{answer.pk}/history/" in page
