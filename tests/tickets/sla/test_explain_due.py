"""`manage.py explain_due`: the promised example (D-21), every kind of nonsense, and going on after it."""

import io
import json
import sys

import pytest
from django.core.management import call_command

from tickets.management.commands import explain_due
from tickets.management.commands.explain_due import explain
from tickets.sla import clock

SHIFTS = [["09:00", "14:00"], ["16:00", "20:00"]]
QUESTION = {
    "zone": "Europe/Madrid",
    "hours": dict.fromkeys(("mon", "tue", "wed", "thu", "fri"), SHIFTS),
    "holidays": ["2026-12-08"],
    "start": "2026-12-07T19:30:00+01:00",
    "minutes": 240,
    "pauses": [],
}


def ask(**changes):
    question = {**QUESTION, **changes}
    return explain(json.dumps({key: value for key, value in question.items() if value != "absent"}))


def run(monkeypatch, capsys, text):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text)))
    try:
        call_command("explain_due")
        status = 0
    except SystemExit as exit:
        status = exit.code
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()], status


def test_it_calls_the_function_of_the_clocks():
    assert explain_due.due is clock.due


def test_four_hours_over_a_siesta_and_a_holiday():
    assert ask() == {"due": "2026-12-09T12:30:00+01:00"}


def test_a_missing_day_is_closed_and_24_00_ends_a_day():
    night = {"hours": {"mon": [["20:00", "24:00"]], "tue": [["00:00", "02:00"]]}, "holidays": []}
    assert ask(**night, minutes=270) == {"due": "2026-12-08T00:30:00+01:00"}
    assert ask(hours={"wed": SHIFTS}, minutes=60) == {"due": "2026-12-09T10:00:00+01:00"}


def test_lists_may_be_absent():
    assert ask(pauses="absent", holidays="absent") == {"due": "2026-12-08T12:30:00+01:00"}


def test_a_pause_without_end_or_hours_that_never_open_have_no_due_time():
    assert ask(pauses=[["2026-12-07T19:40:00+01:00", None]]) == {"due": None}
    assert ask(hours={}) == {"due": None}
    assert ask(hours={"mon": [["10:00", "10:00"]]}) == {"due": None}


def test_a_start_in_utc_is_answered_in_the_zone():
    assert ask(start="2026-12-07T18:30:00Z") == {"due": "2026-12-09T12:30:00+01:00"}


def test_the_repeated_hour_is_told_with_its_own_offset():
    day = {"hours": {"sun": [["00:00", "24:00"]]}, "start": "2026-10-25T00:00:00+02:00"}
    assert ask(**day, minutes=150) == {"due": "2026-10-25T02:30:00+02:00"}
    assert ask(**day, minutes=210) == {"due": "2026-10-25T02:30:00+01:00"}


@pytest.mark.parametrize(
    "changes",
    [
        {"zone": "Europe/Atlantis"},
        {"zone": "../../etc/passwd"},
        {"zone": ""},
        {"zone": None},
        {"zone": 7},
        {"hours": "absent"},
        {"hours": []},
        {"hours": {"lunes": SHIFTS}},
        {"hours": {"mon": "09:00-14:00"}},
        {"hours": {"mon": [["09:00"]]}},
        {"hours": {"mon": [["14:00", "09:00"]]}},
        {"hours": {"mon": [["09:00", "24:01"]]}},
        {"hours": {"mon": [["09:00", "25:00"]]}},
        {"hours": {"mon": [["٠٩:٠٠", "14:00"]]}},
        {"hours": {"mon": [[9, 14]]}},
        {"holidays": ["2026-02-30"]},
        {"holidays": "2026-12-08"},
        {"holidays": [20261208]},
        {"start": "absent"},
        {"start": "2026-12-07T19:30:00"},
        {"start": "yesterday"},
        {"start": 1796668200},
        {"start": "9999-12-31T23:59:59+00:00"},
        {"minutes": "absent"},
        {"minutes": -1},
        {"minutes": 2.5},
        {"minutes": True},
        {"minutes": "240"},
        {"minutes": 10**30},
        {"minutes": 10**9},
        {"pauses": [["2026-12-07T19:30:00+01:00"]]},
        {"pauses": [[None, "2026-12-07T19:30:00+01:00"]]},
        {"pauses": [["2026-12-07T19:30:00+01:00", "2026-12-07T19:00:00+01:00"]]},
        {"pauses": {}},
    ],
    ids=str,
)
def test_nonsense_gets_an_error_and_no_traceback(changes):
    answer = ask(**changes)
    assert list(answer) == ["error"] and answer["error"]


@pytest.mark.parametrize(
    "line",
    [b"", b"\n", b"{", b"null", b"[]", b'"x"', b"\xff\xfe{}", b"NaN", b"[" * 100_000, b'{"minutes": 1e999}'],
)
def test_a_line_that_is_no_question_gets_an_error(line):
    assert list(explain(line)) == ["error"]


def test_a_bad_line_does_not_stop_the_next_and_is_told_at_the_end(monkeypatch, capsys):
    good = json.dumps(QUESTION).encode()
    answers, status = run(monkeypatch, capsys, good + b"\n{bad\n" + good + b"\n")
    assert [list(answer) for answer in answers] == [["due"], ["error"], ["due"]]
    assert status == 1


def test_good_lines_alone_end_well(monkeypatch, capsys):
    answers, status = run(monkeypatch, capsys, json.dumps(QUESTION).encode())
    assert (answers, status) == ([{"due": "2026-12-09T12:30:00+01:00"}], 0)
    assert run(monkeypatch, capsys, b"") == ([], 0)
