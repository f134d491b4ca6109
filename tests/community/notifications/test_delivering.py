"""Delivering: held mail, one a thread, to those who want it, may see it, are awake and did not read it."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from accounts.mail import outbox, sending
from accounts.mail.models import Mail
from community.notifications import channels, delivering, kinds, laws
from community.notifications.channels import HELD, SORTS
from community.notifications.choices import Choice
from community.notifications.deliveries import Delivery
from community.notifications.delivering import deliver_due
from community.notifications.models import Inbox, Notification
from community.notifications.rhythm import Rhythm, quiet_until, until
from tests import cast
from tests.community.examples import CANARY, closed, comment, group, post
from tests.tickets.examples import private_complaint_of

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)  # a Wednesday, one o'clock in Madrid
MADRID = ZoneInfo("Europe/Madrid")
LATER = NOON + HELD + timedelta(minutes=1)


def mails(member) -> list[Mail]:
    return list(Mail.objects.filter(member=member, kind="notifications.unread").order_by("pk"))


def outcomes(member) -> list[str]:
    rows = Delivery.objects.filter(notification__member=member, channel="mail")
    return list(rows.order_by("pk").values_list("outcome", flat=True))


@pytest.fixture
def said(ana, bruno):
    """Bruno has commented on Ana's post at noon."""
    below = post(ana, group("Dinners", ana, bruno), "The pool opens at eight.", as_of=NOON)
    return comment(bruno, below, "Good to know.", as_of=NOON)


# --- Held


def test_a_mail_waits_four_hours_and_then_goes_once(ana, said):
    deliver_due(LATER - timedelta(minutes=2))
    assert mails(ana) == []
    deliver_due(LATER)
    deliver_due(LATER)
    (mail,) = mails(ana)
    assert "Bruno" in mail.subject
    assert "Good to know." in mail.text
    assert outcomes(ana) == ["sent"]


def test_who_has_read_it_gets_no_mail(ana, said, client_of):
    client_of(ana).get(f"/posts/{said.post_id}/")
    deliver_due(LATER)
    assert mails(ana) == []
    assert outcomes(ana) == ["read"]


def test_several_events_of_one_thread_are_one_mail(ana, bruno, said):
    comment(bruno, said.post, "And at nine?", as_of=NOON + timedelta(hours=1))
    other = comment(bruno, post(ana, said.post.group, "Second", as_of=NOON), "Here too", as_of=NOON)
    deliver_due(LATER)
    first, second = mails(ana)
    assert "2" in first.subject
    assert "Good to know." in first.text
    assert "And at nine?" in first.text
    assert "Here too" in second.text
    assert other.post.headline not in first.text
    assert sorted(outcomes(ana)) == ["bundled", "sent", "sent"]
    deliver_due(LATER + timedelta(hours=2))
    assert len(mails(ana)) == 2
    assert laws.events_told_twice() == laws.deliveries_that_nobody_made() == 0


def test_it_can_be_answered_like_a_comment(ana, said, settings):
    settings.INBOUND_ADDRESS = "reply@example.com"
    deliver_due(LATER)
    (mail,) = mails(ana)
    assert mail.headers["Reply-To"].startswith("reply+")
    assert mail.about == f"post:{said.post_id}"


def test_a_member_without_an_address_gets_none(ana, said):
    type(ana).objects.filter(pk=ana.pk).update(email=None)
    deliver_due(LATER)
    assert outcomes(ana) == ["nowhere"]


# --- Asked again


def test_row_02_a_mail_held_back_says_nothing_of_what_was_restricted_meanwhile(ana, marta, gema):
    board = closed("Board", ana, marta)
    comment(marta, post(ana, board, CANARY, as_of=NOON), f"{CANARY} indeed", as_of=NOON)
    board.memberships.filter(member=ana).delete()
    deliver_due(LATER)
    assert mails(ana) == []
    assert outcomes(ana) == ["gone"]


def test_row_02_a_mail_that_waits_for_the_server_is_dropped_when_the_right_is_lost(ana, marta):
    board = closed("Board", ana, marta)
    comment(marta, post(ana, board, CANARY, as_of=NOON), f"{CANARY} indeed", as_of=NOON)
    deliver_due(LATER)
    (mail,) = mails(ana)
    assert outbox.is_wanted(mail)
    board.memberships.filter(member=ana).delete()
    assert not outbox.is_wanted(mail)
    sending.send_due(LATER)
    mail.refresh_from_db()
    assert mail.state == Mail.State.DROPPED


def test_row_03_an_internal_note_is_owed_to_no_customer(ana, sol):
    ticket = private_complaint_of(ana)
    ticket.team.members.add(sol)
    ticket.note(by=sol, body=CANARY)
    assert not Delivery.objects.filter(notification__member=ana, notification__kind="tickets.noted").exists()
    deliver_due(timezone.now() + timedelta(days=1))
    assert not Mail.objects.filter(to=ana.email, text__contains=CANARY).exists()


def test_who_was_suspended_or_left_gets_nothing(ana, gema, said):
    ana.suspend(by=gema, reason="Insults")
    deliver_due(LATER)
    assert outcomes(ana) == ["gone"]


def test_what_was_turned_off_meanwhile_does_not_go(ana, said):
    Choice.objects.turn_off("community.commented", by=ana)
    deliver_due(LATER)
    assert mails(ana) == []
    assert outcomes(ana) == ["off"]


def test_a_muted_group_still_tells_what_is_said_to_me(ana, said):
    assert Notification.objects.get(member=ana).kind == "community.commented"


# --- Times


def test_nothing_goes_in_quiet_hours_and_all_of_it_after_them(ana, bruno):
    night = datetime(2026, 11, 18, 19, 0, tzinfo=UTC)  # held until midnight in Madrid
    comment(bruno, post(ana, group("Dinners", ana, bruno), as_of=night), as_of=night)
    deliver_due(night + timedelta(hours=5))
    assert mails(ana) == []
    morning = datetime(2026, 11, 19, 7, 0, tzinfo=UTC)
    assert Delivery.objects.get(channel="mail", notification__member=ana).due_at == morning
    deliver_due(morning)
    assert len(mails(ana)) == 1


def test_a_pause_holds_everything_back_until_it_ends(ana, said):
    end = Rhythm.objects.pause("week", by=ana, as_of=NOON)
    deliver_due(LATER)
    assert mails(ana) == []
    deliver_due(end + timedelta(hours=1))
    assert len(mails(ana)) == 1


def test_a_pause_that_is_ended_lets_come_what_waits(ana, said):
    Rhythm.objects.pause("hour", by=ana, as_of=NOON)
    assert Rhythm.objects.resume(by=ana)
    deliver_due(LATER)
    assert len(mails(ana)) == 1


@pytest.mark.parametrize(
    ("moment", "end"),
    [
        ("2026-11-18T21:59:00+01:00", "2026-11-18T21:59:00+01:00"),
        ("2026-11-18T22:00:00+01:00", "2026-11-19T08:00:00+01:00"),
        ("2026-11-19T07:59:00+01:00", "2026-11-19T08:00:00+01:00"),
        ("2026-11-19T08:00:00+01:00", "2026-11-19T08:00:00+01:00"),
        ("2026-03-28T23:00:00+01:00", "2026-03-29T08:00:00+02:00"),  # the night that is an hour short
        ("2026-10-24T23:00:00+02:00", "2026-10-25T08:00:00+01:00"),  # and the one that is an hour long
    ],
)
def test_quiet_hours_are_those_of_the_wall(moment, end):
    moment, end = datetime.fromisoformat(moment), datetime.fromisoformat(end)
    assert quiet_until(time(22), time(8), MADRID, moment) == end


def test_quiet_hours_are_those_of_the_members_own_zone(ana):
    ana.prefer(timezone="America/Bogota")
    moment = datetime(2026, 11, 18, 23, 0, tzinfo=UTC)  # six in the evening there
    assert Rhythm.objects.of(ana).next_moment(ana, SORTS["replies"], moment) == moment


def test_own_answers_come_at_night_only_if_the_member_says_so(ana):
    night = datetime(2026, 11, 18, 23, 0, tzinfo=UTC)
    assert Rhythm.objects.of(ana).next_moment(ana, SORTS["answers"], night) > night
    Rhythm.objects.set(by=ana, lets_answers_through=True)
    rhythm = Rhythm.objects.of(ana)
    assert rhythm.next_moment(ana, SORTS["answers"], night) == night
    assert rhythm.next_moment(ana, SORTS["replies"], night) > night


def test_staff_hear_of_work_in_their_shift_only(ana, sol):
    saturday = datetime(2026, 11, 21, 11, 0, tzinfo=UTC)
    monday = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
    rhythm = Rhythm.objects.of(sol)
    assert rhythm.next_moment(sol, SORTS["work"], saturday) == monday
    assert rhythm.next_moment(sol, SORTS["replies"], saturday) == saturday
    assert rhythm.next_moment(sol, SORTS["work"], monday + timedelta(minutes=5)) == monday + timedelta(
        minutes=5
    )


def test_until_tomorrow_ends_at_eight_on_the_members_wall():
    assert until("tomorrow", MADRID, NOON) == datetime(2026, 11, 19, 7, 0, tzinfo=UTC)


# --- Choices


def test_a_sort_turned_off_is_not_told_and_turned_on_it_is_again(ana, bruno):
    below = post(ana, group("Dinners", ana, bruno))
    assert Choice.objects.turn_off("community.commented", by=ana)
    comment(bruno, below, "one")
    assert not Notification.objects.filter(member=ana).exists()
    assert Choice.objects.turn_on("community.commented", by=ana)
    comment(bruno, below, "two")
    assert Notification.objects.filter(member=ana).count() == 1


def test_what_is_ones_own_affair_with_the_house_cannot_be_turned_off(ana):
    assert not Choice.objects.turn_off("tickets.replied", by=ana)
    Choice.objects.choose({"answers": [], "receipt": []}, by=ana)
    assert {"app", "push", "mail"} <= Choice.objects.of(ana)["answers"]


def test_mail_without_the_app_rings_no_bell_and_still_goes(ana, bruno):
    Choice.objects.choose({"replies": ["mail"]}, by=ana)
    comment(bruno, post(ana, group("Dinners", ana, bruno), as_of=NOON), "Hello", as_of=NOON)
    assert Inbox.objects.get(pk=ana.pk).unread == 0
    assert not Notification.objects.visible_to(ana).exists()
    deliver_due(LATER)
    assert len(mails(ana)) == 1
    assert laws.wrong_bells() == laws.notifications_that_nobody_will_see() == 0


def test_a_room_writes_no_mail_that_its_reader_turned_down(ana):
    Choice.objects.choose({"events": ["app", "push"]}, by=ana)
    mail = Mail(member=ana, to=ana.email, kind="events.changed", about="event:1")
    assert not outbox.is_wanted(mail)
    Choice.objects.choose({"events": ["app", "mail"]}, by=ana)
    assert outbox.is_wanted(mail)


def test_only_what_differs_from_the_defaults_is_kept(ana):
    Choice.objects.choose({name: sort.defaults for name, sort in SORTS.items()}, by=ana)
    assert not Choice.objects.exists()


def test_the_table_names_kinds_that_exist_each_once():
    named = [kind for sort in SORTS.values() for kind in sort.kinds]
    assert len(named) == len(set(named))
    assert set(named) - {kind.name for kind in kinds.known()} == set()


def test_a_kind_that_nobody_put_into_the_table_is_listed_and_nothing_more():
    assert channels.sort_of("community.news").wanted({}) == {"app"}


# --- At once


def test_the_law_finds_what_nobody_delivered(ana, bruno):
    old = timezone.now() - timedelta(hours=5)
    comment(bruno, post(ana, group("Dinners", ana, bruno), as_of=old), as_of=old)
    assert laws.deliveries_that_nobody_made() == 1
    deliver_due(datetime.combine((timezone.now() + timedelta(days=1)).date(), time(12), UTC))
    assert laws.deliveries_that_nobody_made() == 0


def test_thirty_members_are_told_in_as_many_statements_as_two(django_assert_max_num_queries):
    people = [cast.person(f"Member{n}") for n in range(30)]
    said = comment(people[0], post(people[0], group("Dinners", people[0])))
    Notification.objects.tell(people[1:2], kind="community.mentioned", subject=said)
    for circle in (people[1:3], people[1:]):
        with django_assert_max_num_queries(12):
            Notification.objects.tell(
                circle, kind="community.mentioned", subject=said, once=str(len(circle)), as_of=NOON
            )


# --- One that cannot be worded


def test_what_cannot_be_worded_for_ana_keeps_nobody_else_waiting(ana, bruno, said, monkeypatch):
    comment(ana, post(bruno, said.post.group, "Mine", as_of=NOON), "An answer", as_of=NOON)
    write = delivering.letters.write

    def failing(member, items, **more):
        if member == ana:
            raise ValueError("a template that is broken for her")
        return write(member, items, **more)

    monkeypatch.setattr(delivering.letters, "write", failing)
    deliver_due(LATER)
    assert len(mails(bruno)) == 1
    assert mails(ana) == [] and outcomes(ana) == [""]
    monkeypatch.undo()
    deliver_due(LATER + timedelta(minutes=2))
    assert len(mails(ana)) == 1 and outcomes(ana) == ["sent"]


def test_what_can_never_be_worded_is_given_up(ana, said, monkeypatch):
    def failing(*_what, **_more):
        raise ValueError("broken for good")

    monkeypatch.setattr(delivering.letters, "write", failing)
    for days in range(6):
        deliver_due(LATER + timedelta(days=days))
    assert outcomes(ana) == ["failed"]
