"""Silence is waited for once, not by every caller."""

import logging

import pytest

from accounts import breaker as module
from accounts.breaker import Breaker


class Clock:
    now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(module, "time", clock)
    return clock


@pytest.fixture
def breaker(clock):
    return Breaker("The test server", rest=30, errors=(OSError,))


@pytest.fixture
def silence(clock):
    def wait():
        clock.now += 0.2
        raise TimeoutError

    return wait


def refusal():
    raise ConnectionRefusedError


def test_the_answer_comes_through(breaker):
    assert breaker.call(lambda: 7, otherwise=0) == 7


def test_a_failure_is_the_other_answer(breaker):
    assert breaker.call(refusal, otherwise=0) == 0


def test_other_errors_are_ours_and_come_through(breaker):
    with pytest.raises(ZeroDivisionError):
        breaker.call(lambda: 1 / 0, otherwise=0)


def test_after_a_silence_the_server_is_left_alone(breaker, silence, clock):
    breaker.call(silence, otherwise=0)
    clock.now += 29
    assert breaker.call(lambda: 7, otherwise=0) == 0


def test_after_its_rest_it_is_asked_again_and_trusted_from_then_on(breaker, silence, clock):
    breaker.call(silence, otherwise=0)
    clock.now += 31
    assert breaker.call(lambda: 7, otherwise=0) == 7
    assert breaker.call(lambda: 8, otherwise=0) == 8


def test_while_one_finds_out_whether_it_is_back_the_others_go_on_without(breaker, silence, clock):
    breaker.call(silence, otherwise=0)
    clock.now += 31
    assert breaker.call(lambda: breaker.call(lambda: 8, otherwise=0), otherwise=5) == 0


def test_a_refusal_costs_nothing_so_it_is_asked_again_at_once(breaker):
    breaker.call(refusal, otherwise=0)
    assert breaker.call(lambda: 7, otherwise=0) == 7


def test_it_is_said_once_a_minute(breaker, clock, caplog):
    with caplog.at_level(logging.WARNING):
        for _ in range(5):
            breaker.call(refusal, otherwise=0)
        clock.now += 61
        breaker.call(refusal, otherwise=0)
    assert len(caplog.records) == 2 and "The test server does not answer" in caplog.text
