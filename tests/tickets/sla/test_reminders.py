"""Reminders: three stages, each once, in opening hours; one notice for what is past already."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.tickets.sla.makers import at, clock, house, wound
from tickets.sla.kinds import Silence
from tickets.sla.laws import reminders_missing_or_out_of_place
from tickets.sla.models import Clock, Reminder

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def open_house(db):
    return house()


def sweep(moment, limit=100):
    """What one sweep at that time tells, as (kind, stage)."""
    with transaction.atomic():
        told = Reminder.objects.claim_due(at(moment), limit=limit)
    return [(reminder.clock.kind, reminder.stage) for reminder in told]


def test_a_first_answer_warns_at_three_quarters_breaks_and_escalates_an_opening_hour_later(ana):
    wound(ana, "2026-11-30T10:00")
    assert sweep("2026-11-30T12:59") == []
    assert sweep("2026-11-30T13:00") == [("first_answer", "warning")]
    assert sweep("2026-11-30T13:59") == []
    assert sweep("2026-11-30T14:00") == [("first_answer", "breach")]
    assert sweep("2026-11-30T16:59") == []
    assert sweep("2026-11-30T17:00") == [("first_answer", "escalation")]
    assert sweep("2026-11-30T17:01") == []


def test_the_breach_is_written_on_the_clock(ana):
    complaint = wound(ana)
    sweep("2026-11-30T14:01")
    assert clock(complaint, "first_answer").breached_at == at("2026-11-30T14:00")
    assert list(Clock.objects.overdue(at("2026-11-30T14:01"))) == [clock(complaint, "first_answer")]


def test_an_answered_ticket_reminds_nobody(ana):
    complaint = wound(ana)
    Clock.objects.answered(complaint, at("2026-11-30T11:00"))
    Clock.objects.stop(complaint, at("2026-11-30T11:00"))
    assert sweep("2027-06-01T10:00") == []
    assert reminders_missing_or_out_of_place() == 0


def test_a_ticket_that_waits_for_ana_reminds_only_of_the_law(ana):
    complaint = wound(ana)
    Clock.objects.pause(complaint, at("2026-11-30T11:00"))
    assert sweep("2026-12-18T10:00") == [("legal", "warning"), ("legal", "breach"), ("legal", "escalation")]


def test_after_the_wait_the_stages_come_at_their_new_times(ana):
    complaint = wound(ana)
    Clock.objects.pause(complaint, at("2026-11-30T11:00"))
    Clock.objects.resume(complaint, at("2026-12-01T11:00"))
    assert sweep("2026-12-01T12:59") == []
    assert sweep("2026-12-01T13:00") == [("first_answer", "warning")]


def test_a_stage_reached_just_before_the_wait_is_told_after_it(ana):
    complaint = wound(ana)
    Clock.objects.pause(complaint, at("2026-11-30T13:01"))
    assert sweep("2026-11-30T13:02") == []
    Clock.objects.resume(complaint, at("2026-12-01T11:00"))
    assert sweep("2026-12-01T11:01") == [("first_answer", "warning")]


def test_an_answer_between_two_sweeps_leaves_a_silent_reminder(ana):
    complaint = wound(ana)
    sweep("2026-11-30T13:00")
    Clock.objects.answered(complaint, at("2026-11-30T14:00:30"))
    assert sweep("2026-11-30T14:01") == []
    silent = Reminder.objects.get(clock__kind="first_answer", stage="breach")
    assert silent.silence == Silence.STOPPED
    assert clock(complaint, "first_answer").breached_at == at("2026-11-30T14:00")


# --- Stages already past at birth


def test_stages_past_at_birth_are_one_notice(ana):
    wound(ana, said="2026-11-16T10:00", flagged="2026-11-30T10:00")
    assert sweep("2026-11-30T10:01") == [
        ("first_answer", "escalation"),
        ("resolution", "escalation"),
        ("legal", "warning"),
    ]
    silent = Reminder.objects.filter(silence=Silence.LATER_STAGE).values_list("clock__kind", "stage")
    assert sorted(silent) == [
        ("first_answer", "breach"),
        ("first_answer", "warning"),
        ("resolution", "breach"),
        ("resolution", "warning"),
    ]
    assert sweep("2026-11-30T10:02") == []


def test_after_one_notice_at_birth_later_stages_still_come(ana):
    wound(ana, said="2026-11-30T10:00", flagged="2026-11-30T13:30")
    assert sweep("2026-11-30T13:31") == [("first_answer", "warning")]
    assert sweep("2026-11-30T14:00") == [("first_answer", "breach")]


def test_loaded_history_reminds_nobody_of_what_is_past(ana):
    complaint = wound(ana, said="2026-11-16T10:00")
    Clock.objects.hush(complaint, at("2026-11-30T10:00"))
    assert sweep("2026-11-30T10:01") == []
    assert sweep("2026-12-02T10:00") == [("legal", "breach"), ("legal", "escalation")]


# --- Nobody is told anything at midnight


def test_zammad_4432_reminders_come_in_opening_hours(ana):
    """Every stage of every clock, for complaints from all hours of a week, is told while somebody is there."""
    for hour in range(0, 7 * 24, 5):
        wound(ana, (at("2026-11-30T00:30") + timedelta(hours=hour)).strftime("%Y-%m-%dT%H:%M"))
    for row in Clock.objects.all():
        for moment in (row.warn_at, row.breach_at, row.escalate_at):
            wall = moment.astimezone(row.calendar.tz)
            assert wall.weekday() < 5, row
            assert (
                9 <= wall.hour < 14 or 16 <= wall.hour < 20 or (wall.hour, wall.minute) in [(14, 0), (20, 0)]
            )


def test_the_law_breaks_at_midnight_and_is_told_when_the_doors_open(ana):
    complaint = wound(ana, "2026-11-30T10:00")
    legal = clock(complaint, "legal")
    assert legal.due_at == at("2026-12-15T23:59:59")
    assert legal.breach_at == at("2026-12-16T09:00")
    assert legal.escalate_at == at("2026-12-16T10:00")
    assert legal.is_late(at("2026-12-16T00:00"))


# --- What the database promises, and the law


def test_a_second_reminder_of_the_same_stage_is_impossible(ana):
    complaint = wound(ana)
    sweep("2026-11-30T13:00")
    with pytest.raises(IntegrityError, match="one_reminder"), transaction.atomic():
        Reminder.objects.create(
            clock=clock(complaint, "first_answer"),
            stage="warning",
            due_at=at("2026-11-30T13:00"),
            claimed_at=at("2026-11-30T13:00"),
        )


def test_claiming_wants_a_transaction(ana, transactional_db):
    with pytest.raises(transaction.TransactionManagementError):
        Reminder.objects.claim_due(at("2026-11-30T13:00"))


def test_a_sweep_takes_no_more_than_its_limit_and_the_earliest_first(ana):
    later, sooner = wound(ana, "2026-11-30T10:10"), wound(ana, "2026-11-30T10:00")
    with transaction.atomic():
        (first,) = Reminder.objects.claim_due(at("2026-11-30T13:30"), limit=1)
        (second,) = Reminder.objects.claim_due(at("2026-11-30T13:30"), limit=1)
    assert [first.clock.ticket, second.clock.ticket] == [sooner, later]


def test_a_sweep_asks_the_same_number_of_queries_for_many(ana, django_assert_num_queries):
    for _ in range(3):
        wound(ana)
    with django_assert_num_queries(6), transaction.atomic():
        assert len(Reminder.objects.claim_due(at("2026-11-30T13:00"))) == 3
    for _ in range(12):
        wound(ana)
    with django_assert_num_queries(6), transaction.atomic():
        assert len(Reminder.objects.claim_due(at("2026-11-30T13:00"))) == 12


def test_law_i3_sees_a_stage_without_its_reminder(ana):
    wound(ana, "2026-01-12T10:00")
    Reminder.objects.all().delete()
    assert reminders_missing_or_out_of_place() == 9
    sweep("2026-06-01T10:00")
    assert reminders_missing_or_out_of_place() == 0


def test_law_i3_sees_a_reminder_for_a_clock_that_stood_still(ana):
    complaint = wound(ana)
    Clock.objects.answered(complaint, at("2026-11-30T11:00"))
    told = {"due_at": at("2026-11-30T13:00"), "claimed_at": at("2026-11-30T13:00")}
    Reminder.objects.create(clock=clock(complaint, "first_answer"), stage="warning", **told)
    assert reminders_missing_or_out_of_place() == 1
