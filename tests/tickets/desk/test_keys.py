"""References that people read out on the telephone (L-02)."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tickets.examples import complaint_of
from tickets.desk.keys import LETTERS, check_letter, make_key, next_number, read_key

numbers = st.integers(min_value=1, max_value=999_999)


@given(numbers)
def test_a_reference_reads_back_however_it_was_typed(number):
    key = make_key("RIB", 2026, number)
    assert read_key(key) == key
    assert read_key(" " + key.lower().replace("-", " ") + "\n") == key
    assert read_key(key.replace("-", "")) == key


@given(numbers, st.integers(min_value=0, max_value=5), st.integers(min_value=1, max_value=9))
def test_one_wrong_digit_is_noticed(number, place, shift):
    key = make_key("RIB", 2026, number)
    digits = list(key[9:15])
    digits[place] = str((int(digits[place]) + shift) % 10)
    assert read_key(key[:9] + "".join(digits) + key[15:]) is None


@given(numbers, st.integers(min_value=0, max_value=4))
def test_two_swapped_digits_are_noticed(number, place):
    key = make_key("RIB", 2026, number)
    digits = list(key[9:15])
    digits[place], digits[place + 1] = digits[place + 1], digits[place]
    swapped = key[:9] + "".join(digits) + key[15:]
    assert swapped == key or read_key(swapped) is None


@pytest.mark.parametrize(
    "typed", ["", "RIB", "RIB-2026-000001", "RIB-2026-1-1", "٣٣٣-2026-000001-A", "X" * 5000, "%"]
)
def test_nonsense_is_no_reference(typed):
    assert read_key(typed) is None


def test_the_check_letter_is_always_one_of_the_alphabet():
    assert {check_letter(2026, number) for number in range(1, 100)} == set(LETTERS)


def test_numbers_run_on_within_a_year_and_begin_anew_in_the_next(db):
    assert [next_number(2026), next_number(2026), next_number(2027)] == [1, 2, 1]


def test_anas_complaint_at_new_years_eve_counts_for_the_year_of_the_club(ana):
    """Half past eleven at night in UTC is already next year in Madrid."""
    ticket = complaint_of(ana, as_of=datetime(2026, 12, 31, 23, 30, tzinfo=UTC))
    assert re.fullmatch(r"TER-2027-000001-[A-Z]", ticket.key)
