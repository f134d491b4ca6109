"""Sweeps that meet, die or were away for two hours: each reminder once all the same (F9, F10, R3, R6)."""

import threading
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import close_old_connections, connection, transaction

from tests.tickets.sla.makers import at, clock, house, wound
from tickets.sla.laws import reminders_missing_or_out_of_place
from tickets.sla.models import Clock, Reminder

pytestmark = pytest.mark.django_db(transaction=True)
TICKETS = 60


class Died(Exception):
    """The worker was killed between taking its reminders and telling them."""


@pytest.fixture
def complaints(ana):
    house()
    return [wound(ana, "2026-11-30T10:00") for _ in range(TICKETS)]


def sweep(moment, told, limit=7, dies=lambda: False):
    """Takes everything due in small batches, as the task does; what a dying worker took is told to nobody."""
    while True:
        with transaction.atomic():
            taken = [(row.clock_id, row.stage) for row in Reminder.objects.claim_due(moment, limit=limit)]
            if taken and dies():
                raise Died
        told += taken
        if not taken:
            return


def at_once(*works):
    """Runs each in a thread with a connection of its own."""

    def run(work):
        try:
            ready.wait()
            work()
        finally:
            connection.close()

    ready = threading.Barrier(len(works))
    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    close_old_connections()


def assert_each_once(told, stages):
    assert len(told) == len(set(told))
    assert sorted({stage for _, stage in told}) == sorted(stages)
    assert Reminder.objects.told().count() == len(told)


def test_row_f9_two_beats_and_four_workers_tell_each_reminder_once(complaints):
    told = []
    at_once(*[lambda: sweep(at("2026-11-30T13:00"), told)] * 6)
    assert_each_once(told, ["warning"])
    assert len(told) == TICKETS


def test_row_f9_two_beats_minute_by_minute_over_a_whole_afternoon(complaints):
    told = []

    def beat():
        for minute in range(0, 4 * 60 + 10, 10):
            sweep(at("2026-11-30T13:00") + timedelta(minutes=minute), told)

    at_once(beat, beat)
    assert_each_once(told, ["warning", "breach", "escalation"])
    assert len(told) == 3 * TICKETS


def test_row_f10_after_two_hours_without_a_sweep_all_is_told_once_and_marked_late(complaints):
    """Nothing ran from half past twelve to half past two; the warning and the breach fell into that time."""
    told = []
    at_once(*[lambda: sweep(at("2026-11-30T14:30"), told)] * 3)
    assert_each_once(told, ["warning", "breach"])
    assert len(told) == 2 * TICKETS
    late = Clock.objects.filter(kind="first_answer", breached_at=at("2026-11-30T14:00"))
    assert late.count() == TICKETS


def test_r6_a_worker_that_dies_takes_nothing_with_it(complaints):
    told, deaths = [], iter([True] * 5)

    def mortal():
        with suppress(Died):
            sweep(at("2026-11-30T13:00"), told, dies=lambda: next(deaths, False))

    at_once(*[mortal] * 5)
    sweep(at("2026-11-30T13:01"), told)
    assert_each_once(told, ["warning"])
    assert len(told) == TICKETS


def test_r3_a_sweep_that_runs_again_tells_nothing(complaints):
    first, again = [], []
    sweep(at("2026-11-30T13:00"), first)
    sweep(at("2026-11-30T13:00"), again)
    assert (len(first), again) == (TICKETS, [])


def test_a_ticket_at_work_is_left_for_the_next_sweep(complaints):
    """Sol is answering the first one while the sweep comes by: it neither waits for her nor reminds of it."""
    told, busy, swept = [], threading.Event(), threading.Event()
    desk = complaints[0]

    def answer():
        with transaction.atomic():
            type(desk).objects.select_for_update().get(pk=desk.pk)
            busy.set()
            swept.wait(20)
            Clock.objects.answered(desk, at("2026-11-30T12:59"))

    def come_by():
        busy.wait(20)
        sweep(at("2026-11-30T13:00"), told)
        swept.set()

    at_once(answer, come_by)
    assert len(told) == TICKETS - 1
    sweep(at("2026-11-30T13:01"), told)
    assert len(told) == TICKETS - 1
    assert clock(desk, "first_answer").reminders.count() == 0


def test_answers_pauses_and_sweeps_at_once_keep_law_i3(complaints):
    told, moment = [], at("2026-01-12T13:00")

    def desk(verb, mine):
        for complaint in mine:
            with transaction.atomic():
                fresh = type(complaint).objects.select_for_update().get(pk=complaint.pk)
                verb(fresh, moment)

    Clock.objects.update(started_at=at("2026-01-12T10:00"))
    Clock.objects.recount(at("2026-01-12T10:00"))
    at_once(
        lambda: desk(Clock.objects.answered, complaints[:20]),
        lambda: desk(Clock.objects.pause, complaints[20:40]),
        lambda: desk(Clock.objects.stop, complaints[10:30]),
        lambda: sweep(moment, told),
        lambda: sweep(moment, told),
    )
    sweep(moment, told)
    assert len(told) == len(set(told))
    for complaint in complaints[30:40]:
        Clock.objects.resume(complaint, at("2026-01-13T10:00"))
    sweep(at("2026-06-01T10:00"), told)
    assert len(told) == len(set(told))
    assert reminders_missing_or_out_of_place() == 0
