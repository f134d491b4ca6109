"""Silence is waited for once, not by every caller."""

import logging
import time

import pytest

from accounts.breaker import Breaker


@pytest.fixture
def breaker():
    return Breaker("The test server", rest=30, errors=(OSError,))


def slow_failure():
    time.sleep(0.06)
    raise TimeoutError


def quick_failure():
    raise ConnectionRefusedError


def test_the_answer_comes_through(breaker):
    assert breaker.call(lambda: 7, otherwise=0) == 7


def test_a_failure_is_the_other_answer(breaker):
    assert breaker.call(quick_failure, otherwise=0) == 0


def test_other_errors_are_ours_and_come_through(breaker):
    with pytest.raises(ZeroDivisionError):
        breaker.call(lambda: 1 / 0, otherwise=0)


def test_after_a_slow_failure_the_server_is_left_alone(breaker):
    breaker.call(slow_failure, otherwise=0)
    assert breaker.call(lambda: 7, otherwise=0) == 0


def test_after_a_quick_failure_it_is_asked_again(breaker):
    breaker.call(quick_failure, otherwise=0)
    assert breaker.call(lambda: 7, otherwise=0) == 7


def test_after_its_rest_it_is_asked_again_and_open_from_then_on(breaker):
    breaker.rest = 0.01
    breaker.call(slow_failure, otherwise=0)
    time.sleep(0.02)
    assert breaker.call(lambda: 7, otherwise=0) == 7
    assert breaker.call(lambda: 8, otherwise=0) == 8


def test_it_is_said_once_a_minute(breaker, caplog):
    with caplog.at_level(logging.WARNING):
        for _ in range(5):
            breaker.call(quick_failure, otherwise=0)
    assert len(caplog.records) == 1 and "The test server does not answer" in caplog.text
