"""What happens to Ana's clocks while Sol works on her complaint."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.brand.models import Brand
from tests.tickets.sla.makers import at, clock, due, house, policy, ticket, wound
from tickets.sla.models import Clock, Policy, Reminder

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def open_house(db):
    return house()


def kinds_running(of):
    return sorted(of.clocks.filter(stopped_at=None).values_list("kind", flat=True))


def test_a_complaint_starts_the_brands_clocks_and_the_fifteen_days(ana):
    complaint = wound(ana, "2026-11-30T10:00")
    assert kinds_running(complaint) == ["first_answer", "legal", "resolution"]
    assert due(complaint, "first_answer") == "2026-11-30T14:00"
    assert due(complaint, "resolution") == "2026-12-02T12:00"
    assert due(complaint, "legal") == "2026-12-15T23:59"


def test_starting_twice_starts_once(ana):
    complaint = wound(ana)
    Clock.objects.start(complaint, at("2026-12-01T10:00"))
    assert complaint.clocks.count() == 3


def test_a_house_bound_by_ley_10_2025_has_the_business_days_too(ana):
    Brand.objects.create(obliged_by_law_10_2025=True)
    complaint = wound(ana, "2026-11-30T10:00")
    assert due(complaint, "legal_business") == "2026-12-23T23:59"


def test_l_01_all_clocks_start_when_it_was_said_and_not_when_it_was_flagged(ana):
    complaint = wound(ana, said="2026-11-30T10:00", flagged="2026-12-04T12:00")
    assert {row.started_at for row in complaint.clocks.all()} == {at("2026-11-30T10:00")}
    assert due(complaint, "legal") == "2026-12-15T23:59"


def test_c_16_a_comment_from_last_month_has_most_of_its_fifteen_days_behind_it(ana):
    complaint = wound(ana, said="2026-11-16T23:59", flagged="2026-11-30T10:00")
    assert due(complaint, "legal") == "2026-12-01T23:59"


def test_the_ticket_carries_what_the_queue_sorts_by(ana):
    complaint = wound(ana)
    for seen in (complaint, type(complaint).objects.get(pk=complaint.pk)):
        assert (seen.due_at, seen.due_kind) == (clock(complaint, "first_answer").due_at, "first_answer")
        assert seen.legal_due_at == clock(complaint, "legal").due_at


def test_an_answer_stops_the_first_clock_and_leaves_the_resolution(ana):
    complaint = wound(ana)
    Clock.objects.answered(complaint, at("2026-11-30T11:00"))
    assert kinds_running(complaint) == ["legal", "resolution"]
    assert clock(complaint, "first_answer").breached_at is None
    assert complaint.due_kind == "resolution"


def test_a_late_answer_is_remembered_as_late_even_if_no_sweep_saw_it(ana):
    complaint = wound(ana)
    Clock.objects.answered(complaint, at("2026-11-30T17:00"))
    assert clock(complaint, "first_answer").breached_at == at("2026-11-30T14:00")
    assert clock(complaint, "first_answer").is_late(at("2026-12-24T10:00"))


def test_when_ana_writes_again_a_next_answer_is_awaited(ana):
    complaint = wound(ana)
    Clock.objects.answered(complaint, at("2026-11-30T11:00"))
    Clock.objects.customer_wrote(complaint, at("2026-11-30T13:00"))
    assert due(complaint, "next_answer") == "2026-11-30T17:00"


def test_when_ana_writes_before_the_first_answer_the_first_answer_stays_awaited(ana):
    complaint = wound(ana)
    Clock.objects.customer_wrote(complaint, at("2026-11-30T11:00"))
    assert kinds_running(complaint) == ["first_answer", "legal", "resolution"]


def test_the_second_of_two_messages_does_not_win_time_for_us(ana):
    complaint = wound(ana)
    Clock.objects.answered(complaint, at("2026-11-30T11:00"))
    Clock.objects.customer_wrote(complaint, at("2026-11-30T11:30"))
    Clock.objects.customer_wrote(complaint, at("2026-11-30T13:00"))
    assert complaint.clocks.filter(kind="next_answer").count() == 1
    assert due(complaint, "next_answer") == "2026-11-30T13:30"


def test_thanks_after_the_end_start_no_clock(ana):
    complaint = wound(ana)
    Clock.objects.stop(complaint, at("2026-11-30T11:00"))
    Clock.objects.customer_wrote(complaint, at("2026-11-30T13:00"))
    assert kinds_running(complaint) == []


# --- Waiting for the customer


def test_waiting_for_ana_stops_the_brands_clocks_and_not_the_fifteen_days(ana):
    complaint = wound(ana)
    Clock.objects.pause(complaint, at("2026-11-30T11:00"))
    paused = complaint.clocks.exclude(paused_at=None).values_list("kind", flat=True)
    assert sorted(paused) == ["first_answer", "resolution"]
    assert (complaint.due_at, complaint.legal_due_at) == (None, clock(complaint, "legal").due_at)


def test_frappe_helpdesk_1554_the_time_of_waiting_is_given_back(ana):
    complaint = wound(ana)
    Clock.objects.answered(complaint, at("2026-11-30T10:30"))
    Clock.objects.pause(complaint, at("2026-11-30T11:00"))
    Clock.objects.resume(complaint, at("2026-12-01T11:00"))
    assert due(complaint, "resolution") == "2026-12-03T12:00"


def test_frappe_helpdesk_2449_waiting_over_a_closed_weekend_gives_back_only_open_time(ana):
    complaint = wound(ana, "2026-11-27T19:00")
    Clock.objects.answered(complaint, at("2026-11-27T19:10"))
    Clock.objects.pause(complaint, at("2026-11-27T20:00"))
    Clock.objects.resume(complaint, at("2026-11-30T09:00"))
    assert due(complaint, "resolution") == "2026-12-02T10:00"


def test_frappe_helpdesk_3776_solved_while_waiting_keeps_the_time_of_waiting(ana):
    complaint = wound(ana)
    Clock.objects.answered(complaint, at("2026-11-30T10:30"))
    Clock.objects.pause(complaint, at("2026-11-30T11:00"))
    Clock.objects.stop(complaint, at("2027-02-01T11:00"))
    resolution = clock(complaint, "resolution")
    assert resolution.open_minutes_spent(at("2027-02-01T11:00")) == 60
    assert resolution.breached_at is None
    assert resolution.paused_at is None and resolution.pauses.count() == 1


def test_pausing_and_resuming_twice_is_once(ana):
    complaint = wound(ana)
    for moment in ("2026-11-30T11:00", "2026-11-30T11:30"):
        Clock.objects.pause(complaint, at(moment))
    for moment in ("2026-11-30T12:00", "2026-11-30T13:00"):
        Clock.objects.resume(complaint, at(moment))
    assert due(complaint, "first_answer") == "2026-11-30T17:00"
    assert clock(complaint, "first_answer").pauses.count() == 1


def test_several_waits_add_up(ana):
    complaint = wound(ana)
    for begin, end in (("10:30", "11:00"), ("11:30", "12:00")):
        Clock.objects.pause(complaint, at(f"2026-11-30T{begin}"))
        Clock.objects.resume(complaint, at(f"2026-11-30T{end}"))
    assert due(complaint, "first_answer") == "2026-11-30T17:00"


def test_l_07_the_business_days_begin_anew_with_the_complete_file(ana):
    Brand.objects.create(obliged_by_law_10_2025=True)
    complaint = wound(ana, "2026-11-30T10:00")
    Clock.objects.pause(complaint, at("2026-12-01T10:00"))
    Clock.objects.resume(complaint, at("2026-12-14T10:00"))
    assert due(complaint, "legal_business") == "2027-01-07T23:59"
    assert complaint.clocks.filter(kind="legal_business").count() == 2
    assert due(complaint, "legal") == "2026-12-15T23:59"


def test_the_database_itself_refuses_to_pause_the_fifteen_days(ana):
    complaint = wound(ana)
    with pytest.raises(IntegrityError, match="fifteen_days"), transaction.atomic():
        complaint.clocks.filter(kind="legal").update(paused_at=at("2026-12-01T10:00"))


# --- The end, and after it


def test_the_end_stops_every_clock(ana):
    complaint = wound(ana)
    Clock.objects.stop(complaint, at("2026-12-01T11:00"))
    assert kinds_running(complaint) == []
    assert (complaint.due_at, complaint.due_kind, complaint.legal_due_at) == (None, "", None)


def test_reopening_starts_new_clocks_and_keeps_the_old_ones(ana):
    complaint = wound(ana)
    Clock.objects.stop(complaint, at("2026-12-01T11:00"))
    Clock.objects.reopen(complaint, at("2026-12-04T19:00"))
    Clock.objects.reopen(complaint, at("2026-12-04T19:30"))
    assert kinds_running(complaint) == ["first_answer", "resolution"]
    assert complaint.clocks.count() == 5
    assert due(complaint, "first_answer") == "2026-12-09T12:00"


# --- Priority, kind and team


def test_a_higher_priority_counts_from_the_same_start(ana):
    policy(first=60, resolution=480, priority="urgent")
    complaint = wound(ana)
    complaint.priority = "urgent"
    Clock.objects.repolicy(complaint, at("2026-11-30T10:15"))
    assert due(complaint, "first_answer") == "2026-11-30T11:00"
    assert complaint.due_at == at("2026-11-30T11:00")


def test_glpi_15605_a_change_of_priority_keeps_the_time_of_waiting(ana):
    policy(first=60, resolution=480, priority="urgent")
    complaint = wound(ana)
    Clock.objects.pause(complaint, at("2026-11-30T10:30"))
    Clock.objects.resume(complaint, at("2026-11-30T12:30"))
    complaint.priority = "urgent"
    Clock.objects.repolicy(complaint, at("2026-11-30T12:40"))
    assert due(complaint, "first_answer") == "2026-11-30T13:00"


def test_a_change_of_priority_leaves_answered_clocks_and_the_law_alone(ana):
    policy(first=60, resolution=480, priority="urgent")
    complaint = wound(ana)
    Clock.objects.answered(complaint, at("2026-11-30T13:00"))
    before = clock(complaint, "first_answer").due_at, clock(complaint, "legal").due_at
    complaint.priority = "urgent"
    Clock.objects.repolicy(complaint, at("2026-11-30T13:10"))
    assert (clock(complaint, "first_answer").due_at, clock(complaint, "legal").due_at) == before
    assert clock(complaint, "first_answer").breached_at is None


def test_a_change_that_makes_it_late_is_one_notice(ana):
    policy(first=60, resolution=480, priority="urgent")
    complaint = wound(ana)
    complaint.priority = "urgent"
    Clock.objects.repolicy(complaint, at("2026-11-30T13:00"))
    with transaction.atomic():
        told = Reminder.objects.claim_due(at("2026-11-30T13:01"))
    assert [(row.clock.kind, row.stage) for row in told] == [("first_answer", "escalation")]


def test_a_policy_without_targets_reminds_nobody_and_can_be_given_one_later(ana):
    Policy.objects.all().delete()
    everything = policy()
    complaint = wound(ana)
    assert (due(complaint, "first_answer"), complaint.due_at) == (None, None)
    everything.first_answer_minutes = 60
    everything.save()
    moved = Clock.objects.recount(at("2026-11-30T10:10"))
    assert [(row.kind, before) for row, before in moved] == [("first_answer", None)]
    assert due(complaint, "first_answer") == "2026-11-30T11:00"


def test_a_new_local_holiday_moves_open_clocks_but_not_stopped_ones(ana, open_house):
    answered, waiting = wound(ana), wound(ana)
    Clock.objects.answered(answered, at("2026-11-30T11:00"))
    open_house.local_holidays.create(day="2026-12-01", name="San Eloy")
    moved = Clock.objects.recount(at("2026-11-30T12:00"))
    assert {(row.ticket_id, row.kind) for row, _ in moved} == {
        (answered.pk, "resolution"),
        (waiting.pk, "resolution"),
    }
    assert due(waiting, "resolution") == "2026-12-03T12:00"
    assert due(waiting, "legal") == "2026-12-15T23:59"


# --- The promise


def test_the_promise_is_the_brands_own_date(ana):
    complaint = wound(ana)
    assert Clock.objects.promise(complaint, at("2026-11-30T10:00")) == at("2026-12-02T12:00")


def test_the_promise_for_an_old_post_is_counted_from_the_flag(ana):
    complaint = wound(ana, said="2026-11-16T10:00", flagged="2026-11-26T10:00")
    assert clock(complaint, "resolution").due_at < complaint.opened_at
    assert Clock.objects.promise(complaint, complaint.opened_at) == at("2026-11-30T12:00")


def test_the_promise_is_never_later_than_the_law(ana):
    complaint = wound(ana, said="2026-11-16T10:00", flagged="2026-11-30T19:00")
    assert Clock.objects.promise(complaint, complaint.opened_at) == clock(complaint, "legal").due_at


def test_the_promise_for_a_post_older_than_the_law_allows_is_still_a_date_ahead(ana):
    complaint = wound(ana, said="2026-10-01T10:00", flagged="2026-11-30T10:00")
    assert Clock.objects.promise(complaint, complaint.opened_at) == at("2026-12-02T12:00")


def test_without_targets_the_law_is_the_promise(ana):
    Policy.objects.all().delete()
    policy()
    complaint = wound(ana)
    assert Clock.objects.promise(complaint, complaint.opened_at) == clock(complaint, "legal").due_at


def test_a_promise_after_reopening_is_counted_from_the_reopening(ana):
    complaint = wound(ana)
    Clock.objects.stop(complaint, at("2026-11-30T11:00"))
    Clock.objects.reopen(complaint, at("2026-12-14T10:00"))
    assert Clock.objects.promise(complaint, at("2026-12-14T10:00")) == at("2026-12-16T12:00")


# --- Houses without hours


def test_a_calendar_that_never_opens_has_no_brand_dates_and_still_the_laws(ana, open_house):
    open_house.slots.all().delete()
    complaint = wound(ana)
    assert (due(complaint, "first_answer"), due(complaint, "legal")) == (None, "2026-12-15T23:59")
    assert clock(complaint, "legal").breach_at - clock(complaint, "legal").due_at == timedelta(0)


def test_the_first_ticket_of_a_new_house_finds_usual_hours_and_targets(ana, open_house):
    open_house.delete()
    Policy.objects.all().delete()
    complaint = wound(ana)
    assert due(complaint, "first_answer") == "2026-11-30T14:00"
    assert due(complaint, "resolution") == "2026-12-03T10:00"


def test_the_earliest_due_time_can_be_asked_for_with_the_tickets(ana):
    complaint, quiet = wound(ana), ticket(ana)
    tickets = type(complaint).objects.annotate(soonest=Clock.objects.earliest_due()).order_by("pk")
    assert [row.soonest for row in tickets] == [at("2026-11-30T14:00"), None]
    assert quiet.clocks.count() == 0
