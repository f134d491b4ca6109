"""Talk to a person: a room with the team in opening hours, a call back outside them, and how long it took."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts import invariants
from community.chat.models import Message, Room
from community.chat.speaking import FASTEST_TO_DESK
from community.contacts.models import Block, ContactRule
from community.notifications.models import Notification
from tests import cast
from tests.community.examples import everybody
from tests.parallel import together
from tests.tickets.examples import team_with
from tickets.desk.models import Ticket
from tickets.desk.states import NotPossible
from tickets.sla.models import BusinessCalendar, OpeningSlot
from tickets.talks import hours
from tickets.talks.callbacks import CallBack
from tickets.talks.models import Talk

pytestmark = pytest.mark.django_db

MONDAY = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)  # 10:30 in Madrid
SUNDAY = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)


@pytest.fixture
def team(sol):
    everybody()
    return team_with(sol)


@pytest.fixture
def always_open(db):
    opened(BusinessCalendar.objects.default())


@pytest.fixture
def never_open(db):
    BusinessCalendar.objects.default().slots.all().delete()


def opened(calendar) -> None:
    calendar.slots.all().delete()
    type(calendar).objects.filter(pk=calendar.pk).update(country="", region="")
    OpeningSlot.objects.bulk_create(
        OpeningSlot(calendar=calendar, weekday=day, opens=0, closes=1440) for day in range(7)
    )


def ask(by, as_of=MONDAY, text="Where is my refund?"):
    return Talk.objects.ask(by=by, text=text, as_of=as_of)


def broken_laws() -> list[str]:
    return [f"{law.id}: {law.sentence}" for law in invariants.LAWS if law.id[0] in "HT" if law.violations()]


# --- In opening hours


def test_in_opening_hours_a_room_opens_between_the_member_and_the_team(team, ana, sol):
    talk = ask(ana)
    assert (talk.room.kind, talk.customer, talk.team) == (Room.Kind.DESK, ana, team)
    assert Message.objects.get().body == "Where is my refund?"
    assert [one.member for one in Notification.objects.filter(kind="tickets.talk_asked")] == [sol]
    assert not broken_laws()


def test_asking_twice_leads_to_the_one_talk_that_goes_on(team, ana):
    assert ask(ana) == ask(ana)
    assert Room.objects.filter(kind="desk").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_taps_at_once_open_one_talk(team, ana):
    first, second = together(*[lambda: ask(ana)] * 2)
    assert first == second and Room.objects.filter(kind="desk").count() == 1


def test_words_that_are_sent_twice_or_while_a_talk_goes_on_are_said_once_and_never_lost(team, ana, sol):
    tap = uuid.uuid4()
    first = Talk.objects.ask(by=ana, text="Hello?", submission=tap, as_of=MONDAY)
    assert ask(ana, text="And my card?") == first
    first.take(by=sol, as_of=MONDAY)
    first.close(by=ana, as_of=MONDAY)
    assert Talk.objects.ask(by=ana, text="Hello?", submission=tap, as_of=MONDAY) == first
    assert list(Message.objects.order_by("pk").values_list("body", flat=True)) == ["Hello?", "And my card?"]


def test_who_writes_to_the_team_faster_than_a_person_is_asked_to_wait_and_the_team_is_not(team, ana, sol):
    talk = ask(ana)
    talk.take(by=sol, as_of=MONDAY)
    now = timezone.now()
    for number in range(FASTEST_TO_DESK):
        for by in (ana, sol):
            Message.objects.send(room=talk.room, by=by, body=f"Number {number}", as_of=now)
    with pytest.raises(ValidationError) as refused:
        Message.objects.send(room=talk.room, by=ana, body="One more")
    assert refused.value.code == "pace"
    assert Message.objects.send(room=talk.room, by=sol, body="I am reading.")


def test_l_10_the_wait_is_kept_from_asking_to_the_person_who_takes_it(team, ana, sol):
    talk = ask(ana)
    assert talk.waited(MONDAY + timedelta(minutes=2)) == timedelta(minutes=2)
    assert talk.take(by=sol, as_of=MONDAY + timedelta(minutes=3))
    talk = Talk.objects.get()
    assert talk.waited() == timedelta(minutes=3) and talk.taken_by == sol
    assert not broken_laws()


def test_the_agent_reads_what_was_said_before_they_came_and_answers(team, ana, sol):
    talk = ask(ana)
    assert not Message.objects.visible_to(sol)
    talk.take(by=sol, as_of=MONDAY)
    assert Message.objects.visible_to(sol).get().body == "Where is my refund?"
    Message.objects.send(room=talk.room, by=sol, body="On its way.", as_of=MONDAY)
    assert Message.objects.visible_to(ana).count() == 2


def test_a_second_agent_joins_and_the_first_ones_time_stays(team, ana, sol):
    otto = cast.person("Otto", role="agent")
    team.members.add(otto)
    talk = ask(ana)
    talk.take(by=sol, as_of=MONDAY)
    assert not talk.take(by=otto, as_of=MONDAY + timedelta(hours=1))
    assert Talk.objects.get().taken_by == sol and talk.room.holds(otto)


def test_nobody_outside_the_team_takes_or_reads_a_talk(team, ana, bruno, marta, gema):
    talk = ask(ana)
    for who in (bruno, marta, cast.person("Otto", role="agent"), ana):
        with pytest.raises(NotPossible):
            talk.take(by=who)
    assert not Message.objects.visible_to(gema)  # she may take it, and reads it from then on


def test_with_somebody_under_age_the_whole_team_comes_in(team, sol):
    otto = cast.person("Otto", role="agent")
    team.members.add(otto)
    nico = cast.person("Nico", born_on=date(timezone.now().year - 12, 1, 1))
    talk = ask(nico)
    talk.take(by=sol, as_of=MONDAY)
    assert talk.room.holds(otto) and not broken_laws()


def test_who_is_the_whole_team_has_a_manager_beside_them_with_somebody_under_age_or_does_not_begin(team, sol):
    nico = cast.person("Nico", born_on=date(timezone.now().year - 12, 1, 1))
    team.members.add(cast.person("Otto", role="agent", left_at=timezone.now()))  # a row, and nobody
    talk = ask(nico)
    with pytest.raises(NotPossible, match="nobody talks alone"):
        talk.take(by=sol, as_of=MONDAY)
    assert not talk.room.holds(sol) and Talk.objects.get().taken_at is None
    gema = cast.gema()
    talk.take(by=sol, as_of=MONDAY)
    assert talk.room.holds(sol) and talk.room.holds(gema) and not broken_laws()


def test_what_is_over_is_read_on_and_written_no_more(team, ana, sol):
    talk = ask(ana)
    talk.take(by=sol, as_of=MONDAY)
    assert talk.close(by=ana, as_of=MONDAY) and not talk.close(by=sol)
    assert not Room.objects.get(kind="desk").writable_by(ana)
    assert Message.objects.visible_to(ana).exists() and not broken_laws()
    assert ask(ana) != talk


def test_a_talk_becomes_a_request_by_either_side(team, ana, sol):
    talk = ask(ana)
    talk.take(by=sol, as_of=MONDAY)
    said = Message.objects.get()
    ticket = said.flag(by=sol).opened
    assert ticket.customer == ana and said.flag(by=ana).opened == ticket
    assert ticket.original_at == said.created_at
    with pytest.raises(NotPossible):
        ticket.answer_publicly(by=sol, body="Hello")


def test_the_team_always_answers_in_a_room_of_the_desk(team, ana, sol):
    ContactRule.objects.choose("nobody", by=ana)
    Block.objects.put("block", by=ana, on=sol)
    talk = ask(ana)
    talk.take(by=sol, as_of=MONDAY)
    Message.objects.send(room=talk.room, by=sol, body="On its way.", as_of=MONDAY)
    assert Notification.objects.filter(member=ana, actor=sol).exists()


# --- Outside them


def test_outside_the_hours_it_says_when_the_team_is_there_again(team, ana):
    with pytest.raises(NotPossible):
        ask(ana, as_of=SUNDAY)
    assert hours.next_opening(SUNDAY) == datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    assert not Talk.objects.exists() and not Room.objects.filter(kind="desk").exists()


def test_hours_for_a_call_are_open_ones_an_hour_from_now_at_the_earliest(team):
    offered = hours.calls_from(MONDAY)
    assert offered[0] == datetime(2026, 11, 23, 11, 0, tzinfo=UTC)  # noon in Madrid
    assert len(offered) == hours.OFFERED and all(hours.is_open(one) for one in offered)


def test_a_call_back_is_a_question_with_number_hour_and_a_promised_date(team, ana, sol):
    submission, at = uuid.uuid4(), hours.calls_from(MONDAY)[0]
    given = {
        "by": ana,
        "phone": "+34 600 111 222",
        "call_at": at,
        "text": "My refund",
        "submission": submission,
    }
    made = CallBack.objects.ask(**given, as_of=MONDAY)
    assert CallBack.objects.ask(**given, as_of=MONDAY) == made
    ticket = Ticket.objects.get()
    assert (ticket.kind, ticket.customer, ticket.subject) == ("question", ana, "My refund")
    assert "+34 600 111 222" in ticket.text and "12:00–13:00" in ticket.text and ticket.promised_at
    assert list(CallBack.objects.visible_to(sol).due()) == [made]
    ticket.reply(by=sol, body="As said on the telephone")
    assert not CallBack.objects.due()


# --- The pages


def test_the_page_opens_a_room_in_hours(team, always_open, ana, sol, client_of):
    browser = client_of(ana)
    assert "The team is there now" in browser.get("/chat/desk/").text
    answer = browser.post("/chat/desk/", {"text": "Hello?", "submission": str(uuid.uuid4())})
    room = Room.objects.get(kind="desk")
    assert answer.url == room.get_absolute_url() == browser.get("/chat/desk/").url
    assert "Somebody from the team" in browser.get(answer.url).text
    desk = client_of(sol)
    assert "Ana Ruiz" in desk.get("/admin/tickets/talk/").text
    talk = Talk.objects.get()
    assert desk.get(answer.url).status_code == 404
    assert desk.post(f"/admin/tickets/talk/{talk.pk}/taking/").url == answer.url
    assert "Hello?" in desk.get(answer.url).text
    assert "Sol (Members&#x27; service)" in browser.get(answer.url).text
    browser.post(f"/chat/desk/{talk.pk}/closing/")
    assert "This talk is over" in browser.get(answer.url).text


def test_who_asks_again_and_again_is_told_to_wait_and_keeps_the_words(team, always_open, ana, client_of):
    browser = client_of(ana)
    for _ in range(6):
        browser.post("/chat/desk/", {"text": "Where is my refund? I ask once more."})
        browser.post(f"/chat/desk/{Talk.objects.latest('pk').pk}/closing/")
    answer = browser.post("/chat/desk/", {"text": "Where is my refund? I ask once more."})
    assert answer.status_code == 422 and Talk.objects.count() == 6
    assert "faster than we can read" in answer.text and "I ask once more." in answer.text


def test_the_page_takes_a_number_outside_the_hours(team, always_open, ana, client_of):
    at = hours.calls_from(timezone.now())[2].isoformat()
    sent = {"phone": "600 111 222", "call_at": at, "submission": str(uuid.uuid4())}
    answer = client_of(ana).post("/chat/desk/call-back/", sent)
    assert answer.url == Ticket.objects.get().get_absolute_url()


def test_a_house_without_hours_says_so_and_loses_nothing(team, never_open, ana, client_of):
    page = client_of(ana).get("/chat/desk/").text
    assert "Nobody is there" in page and "no opening hours" in page
    answer = client_of(ana).post("/chat/desk/", {"text": "My words stay"})
    assert answer.status_code == 422 and not Talk.objects.exists() and "My words stay" in answer.text


def test_words_that_came_after_the_hours_stand_in_the_form_for_a_call(team, ana, client_of, monkeypatch):
    monkeypatch.setattr("tickets.talks.hours.is_open", lambda as_of: False)
    page = client_of(ana).post("/chat/desk/", {"text": "My words go over"}).text
    call = page[page.index('action="/chat/desk/call-back/"') :]
    assert page.count("My words go over") == 1 and "My words go over" in call
    assert 'id="call_text"' in call and 'for="call_text"' in call


@pytest.mark.parametrize(
    "sent", [{"phone": "call me"}, {"phone": "600 111 222", "call_at": "2020-01-01"}, {"phone": ""}]
)
def test_a_bad_number_or_hour_is_said_beside_the_field(team, always_open, ana, client_of, sent):
    answer = client_of(ana).post("/chat/desk/call-back/", {"text": "My words stay", **sent})
    assert answer.status_code == 422 and "My words stay" in answer.text
    assert not Ticket.objects.exists()


def test_bruno_neither_ends_nor_sees_anas_talk(team, ana, bruno, client_of):
    talk = ask(ana)
    browser = client_of(bruno)
    assert browser.post(f"/chat/desk/{talk.pk}/closing/").status_code == 404
    assert browser.get(f"/chat/desk/{talk.pk}/state/").status_code == 404
    assert browser.get(talk.room.get_absolute_url()).status_code == 404


def test_more_who_wait_ask_no_more_statements(team, sol, client_of, django_assert_max_num_queries):
    browser = client_of(sol)
    for number in range(6):
        ask(cast.person(f"Member{number} Lee", handle=f"m{number}"))
    browser.get("/admin/tickets/talk/rows/")
    with django_assert_max_num_queries(12):
        browser.get("/admin/tickets/talk/rows/")
