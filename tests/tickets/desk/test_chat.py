"""A complaint out of a chat: one ticket, the chosen messages and no others, a state that everybody in the room sees."""

import uuid
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import invariants
from community.chat.models import Message, Room
from community.notifications.models import Notification
from tests import cast
from tests.community.examples import everybody, group, post
from tests.parallel import together
from tests.tickets.examples import team_with
from tickets.desk.models import Ticket
from tickets.desk.states import NotPossible

pytestmark = pytest.mark.django_db

CANARY = "canary-of-the-private-room-4471"


@pytest.fixture
def courts(ana, bruno):
    everybody()
    return group("Courts", ana, bruno)


@pytest.fixture
def room(courts):
    return Room.objects.of_group(courts)


@pytest.fixture
def team(sol):
    return team_with(sol)


@pytest.fixture
def private(ana, bruno):
    return Room.objects.direct(by=ana, with_=bruno)


def say(room, by, body="The showers are cold again.", **more):
    return Message.objects.send(room=room, by=by, body=body, **{"as_of": timezone.now()} | more)


def broken_laws() -> list[str]:
    return [
        f"{law.id}: {law.sentence}"
        for law in invariants.LAWS
        if law.id[0] in "HT" or law.id == "I1"
        if law.violations()
    ]


# --- One ticket, whoever sends it and however often


def test_one_message_makes_one_request_of_its_author_from_the_time_it_was_said(room, team, ana, bruno):
    said = say(room, ana, as_of=timezone.now() - timedelta(days=2))
    ticket = said.flag(by=bruno).opened
    assert (ticket.customer, ticket.channel, ticket.message) == (ana, "chat", said)
    assert ticket.original_at == said.created_at
    assert ticket.clocks.legal().first().started_at == said.created_at
    assert said.flag(by=ana).opened == said.flag(by=bruno).opened == ticket
    assert Ticket.objects.count() == 1 and not broken_laws()


@pytest.mark.django_db(transaction=True)
def test_two_people_at_the_same_moment_make_one_request(room, team, ana, bruno):
    said = say(room, ana)
    together(*[lambda who=who: Message.objects.get(pk=said.pk).flag(by=who) for who in (ana, bruno)])
    assert Ticket.objects.get().message == said and not broken_laws()


def test_the_author_is_told_privately_with_the_key_and_the_room_is_not(room, team, ana, bruno, client_of):
    said = say(room, ana)
    ticket = said.flag(by=bruno).opened
    told = Notification.objects.filter(kind="tickets.received")
    assert [(one.member, one.actor) for one in told] == [(ana, bruno)]
    assert ticket.key in client_of(ana).get("/notifications/").text
    assert ticket.key not in client_of(bruno).get(f"/chat/{room.pk}/").text


def test_what_staff_or_a_stranger_wrote_is_no_complaint(room, courts, team, ana, sol, bruno):
    courts.admit(sol)
    with pytest.raises(PermissionDenied):
        say(room, sol).flag(by=ana)
    with pytest.raises(PermissionDenied):
        say(room, ana).flag(by=cast.person("Carla"))


def test_a_ticket_has_at_most_one_source(room, team, courts, ana):
    ticket = say(room, ana).flag(by=ana).opened
    with pytest.raises(IntegrityError), transaction.atomic():
        Ticket.objects.filter(pk=ticket.pk).update(post=post(ana, courts))


# --- The chosen messages


def test_several_short_lines_of_the_author_are_one_text_and_the_clock_starts_with_the_first(
    room, team, ana, bruno
):
    early = timezone.now() - timedelta(hours=5)
    first = say(room, ana, "The showers", as_of=early)
    between = say(room, bruno, "Again?")
    last = say(room, ana, "are cold")
    ticket = last.flag(by=bruno, chosen=[between, first]).opened
    assert ticket.text == "The showers\n\nare cold"
    assert ticket.original_at == early
    assert [one.text for one in ticket.excerpts.all()] == ["The showers", "Again?", "are cold"]
    assert not broken_laws()


def test_the_copy_stays_when_the_message_is_changed_or_deleted(room, team, ana, bruno):
    said = say(room, ana)
    ticket = said.flag(by=bruno).opened
    said.edit(by=ana, body="All is well")
    said.delete(by=ana)
    ticket.refresh_from_db()
    assert "cold" in ticket.text and "cold" in ticket.excerpts.get().text


def test_what_is_chosen_later_is_added_once_and_the_history_says_so(room, team, ana, bruno):
    said, more = say(room, ana), say(room, bruno, "Mine too")
    ticket = said.flag(by=ana).opened
    said.flag(by=bruno, chosen=[more])
    said.flag(by=bruno, chosen=[more])
    assert ticket.excerpts.count() == 2
    assert [event.kind for event in ticket.events.all()].count("quoted") == 2
    assert not broken_laws()


def test_row_15_a_message_of_another_room_is_not_taken_along(room, private, team, ana, bruno, client_of):
    said, secret = say(room, ana), say(private, bruno, CANARY)
    answer = client_of(ana).post(f"/chat/messages/{said.pk}/complaint/", {"messages": [secret.pk]})
    assert answer.status_code == 422
    assert not Ticket.objects.exists()


# --- Private rooms


def test_in_private_only_who_takes_part_can_flag_and_the_team_reads_what_was_chosen(
    private, team, ana, bruno, sol, gema, client_of
):
    hidden, said = say(private, bruno, CANARY), say(private, ana)
    for stranger in (sol, gema, cast.person("Carla")):
        assert client_of(stranger).post(f"/chat/messages/{said.pk}/complaint/").status_code == 404
    ticket = said.flag(by=bruno).opened
    page = client_of(sol).get(f"/admin/tickets/ticket/{ticket.pk}/change/").text
    assert "cold" in page and CANARY not in page
    assert not Message.objects.visible_to(sol).exists() and hidden.is_visible_to(ana)
    assert not broken_laws()


def test_a_private_room_has_no_public_layer(private, team, ana, sol):
    ticket = say(private, ana).flag(by=ana).opened
    with pytest.raises(NotPossible):
        ticket.answer_publicly(by=sol, body="We are on it")
    ticket.solve(by=sol, note="The boiler is new.")
    assert ticket.replies.get().audience == "customer"
    assert Message.objects.filter(room=private).count() == 1


# --- What the room sees


def test_the_state_stands_under_the_message_and_changes_with_the_ticket(
    room, team, ana, bruno, sol, client_of
):
    said = say(room, ana)
    ticket = said.flag(by=bruno).opened
    said.refresh_from_db()
    serial = room.serial
    assert said.handling == "received" and said.promised_at == ticket.promised_at
    assert "Received" in client_of(bruno).get(f"/chat/{room.pk}/").text
    ticket.reply(by=sol, body="We look into it.")
    said.refresh_from_db()
    assert said.handling == "in_progress"
    missed = client_of(bruno).get(f"/chat/{room.pk}/messages/?after={serial}").json()
    assert any("In progress" in item["html"] for item in missed["items"] if item["event"] == "message")


def test_the_official_answer_is_a_message_of_the_room_by_an_agent_who_does_not_take_part(
    room, team, ana, bruno, sol, client_of
):
    said = say(room, ana)
    ticket = said.flag(by=bruno).opened
    submission = uuid.uuid4()
    answer = ticket.answer_publicly(by=sol, body="The boiler comes on Monday.", submission=submission)
    assert ticket.answer_publicly(by=sol, body="Again", submission=submission) == answer
    assert (answer.room, answer.reply_to, answer.is_official) == (room, said, True)
    assert "The boiler comes" in client_of(bruno).get(f"/chat/{room.pk}/").text
    assert "The boiler comes" in client_of(ana).get(f"/requests/{ticket.key}/").text
    assert (
        "The boiler comes" in client_of(sol).get(f"/admin/tickets/ticket/{ticket.pk}/change/?tab=public").text
    )
    assert [one.member for one in Notification.objects.filter(kind="tickets.answered_in_chat")] == [bruno]
    assert "answered a complaint" in client_of(bruno).get("/notifications/").text
    assert not broken_laws()


def test_the_team_reads_of_a_groups_room_what_was_chosen_and_nothing_else(room, team, ana, bruno, sol):
    said, other = say(room, ana), say(room, bruno, CANARY)
    ticket = said.flag(by=ana).opened
    assert list(Message.objects.visible_to(sol)) == [said]
    answer = ticket.answer_publicly(by=sol, body="We are on it.")
    assert set(Message.objects.visible_to(sol)) == {said, answer}
    assert not other.is_visible_to(sol)


def test_nobody_answers_officially_without_being_staff_or_what_they_cannot_read(
    room, courts, team, ana, bruno, gema
):
    said = say(room, ana)
    for who in (bruno, cast.person("Otto", role="agent")):
        with pytest.raises(PermissionDenied):
            Message.objects.send(room=room, by=who, body="Officially", reply_to=said, official=True)
    assert Message.objects.send(
        room=room, by=gema, body="Officially", reply_to=said, official=True
    ).is_official


def test_the_customer_takes_the_message_out_of_the_rooms_sight_and_shows_it_again(room, team, ana, bruno):
    said = say(room, ana)
    ticket = said.flag(by=bruno).opened
    ticket.show_to("staff", by=ana)
    assert not said.is_visible_to(bruno)
    ticket.show_to("group", by=ana)
    assert said.is_visible_to(bruno) and not broken_laws()


def test_hiding_the_message_leaves_the_request_and_its_clocks_alone(room, team, ana, marta):
    said = say(room, ana)
    ticket = said.flag(by=ana).opened
    assert Message.objects.get(pk=said.pk).hide(by=marta, reason="It insults")
    ticket.refresh_from_db()
    assert ticket.is_open and ticket.clocks.unstopped().exists()


# --- The pages


def test_flagging_from_the_page_leads_the_author_to_the_request_and_others_back(
    room, team, ana, bruno, client_of
):
    said = say(room, ana)
    assert "Send it to the team" in client_of(bruno).get(f"/chat/messages/{said.pk}/complaint/").text
    back = client_of(bruno).post(f"/chat/messages/{said.pk}/complaint/")
    assert back.url == said.get_absolute_url()
    assert client_of(ana).post(f"/chat/messages/{said.pk}/complaint/").url.startswith("/requests/")


def test_without_a_script_messages_are_chosen_by_boxes(room, team, ana, bruno, client_of):
    first, second = say(room, ana), say(room, ana, "And the light is broken")
    page = client_of(bruno).get(f"/chat/{room.pk}/complaint/?at={second.number}").text
    assert f'value="{first.pk}"' in page and "checked" in page
    client_of(bruno).post(f"/chat/{room.pk}/complaint/", {"messages": [first.pk, second.pk]})
    ticket = Ticket.objects.get()
    assert ticket.message == first and ticket.excerpts.count() == 2


def test_of_several_authors_ones_own_message_is_the_request(room, team, ana, bruno, client_of):
    first, mine = say(room, ana), say(room, bruno, "Mine too")
    client_of(bruno).post(f"/chat/{room.pk}/complaint/", {"messages": [first.pk, mine.pk]})
    assert Ticket.objects.get().customer == bruno


@pytest.mark.parametrize(
    "sent",
    [{}, {"messages": ["x"]}, {"messages": ["999999"]}, {"messages": ["0"] * 60}, {"messages": ["9" * 40]}],
)
def test_a_bad_choice_is_said_in_a_sentence_and_makes_nothing(room, team, ana, client_of, sent):
    say(room, ana)
    assert client_of(ana).post(f"/chat/{room.pk}/complaint/", sent).status_code == 422
    assert not Ticket.objects.exists()


def test_bruno_outside_the_room_finds_no_page_to_choose_on(private, ana, client_of):
    say(private, ana)
    assert client_of(cast.person("Carla")).get(f"/chat/{private.pk}/complaint/").status_code == 404


def test_a_message_of_pictures_alone_has_a_subject(room, team, ana, django_assert_max_num_queries):
    said = say(room, ana, "x")
    Message.objects.filter(pk=said.pk).update(body="", body_html="")
    assert Message.objects.get(pk=said.pk).flag(by=ana).opened.subject


def test_an_archived_groups_room_has_nobody_left_to_answer_to(room, courts, team, ana, sol, gema):
    ticket = say(room, ana).flag(by=ana).opened
    courts.archive(by=gema)
    assert not Ticket.objects.get(pk=ticket.pk).has_public_layer


def test_an_empty_official_answer_is_refused(room, team, ana, sol):
    ticket = say(room, ana).flag(by=ana).opened
    with pytest.raises(ValidationError):
        ticket.answer_publicly(by=sol, body=" ")
