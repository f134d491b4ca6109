"""Whose a session is."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.live import sessions
from accounts.members.models import Member
from tests import cast
from tests.accounts.live.pages import session_of


def test_a_session_is_its_members(ana, bruno):
    keys = {session_of(ana): ana, session_of(bruno): bruno}
    assert sessions.members(keys) == keys


@pytest.mark.parametrize(
    "key", ["", "x", "A" * 32, "a" * 32, "a" * 31 + "\x00", "a" * 4000, "ñ" * 32, "../" * 11]
)
def test_no_session_is_nobodys(db, key):
    assert sessions.members([key]) == {}


def test_row_32_an_ended_session_is_nobodys(ana):
    key = session_of(ana)
    assert sessions.members([key], as_of=timezone.now() + timedelta(days=61)) == {}
    Session.objects.all().delete()
    assert sessions.members([key]) == {}


def test_row_32_a_new_password_ends_the_sessions_of_the_old(ana):
    key = session_of(ana)
    ana.set_password("another one")
    ana.save()
    assert sessions.members([key]) == {}


def test_a_session_that_another_secret_signed_is_nobodys(ana, settings):
    key = session_of(ana)
    settings.SECRET_KEY = "another secret that is long enough"
    sessions._claim.cache_clear()
    assert sessions.members([key]) == {}
    settings.SECRET_KEY_FALLBACKS = []


@pytest.mark.parametrize(
    "state",
    [
        {"suspended_at": timezone.now()},
        {"left_at": timezone.now()},
        {"approved_at": None},
        {"joined_at": None},
    ],
)
def test_who_may_not_come_in_has_no_socket(ana, state):
    key = session_of(ana)
    Member.objects.filter(pk=ana.pk).update(**state)
    assert sessions.members([key]) == {}


def test_who_was_suspended_until_yesterday_is_back(ana):
    key = session_of(ana)
    yesterday = timezone.now() - timedelta(days=1)
    Member.objects.filter(pk=ana.pk).update(suspended_at=yesterday, suspended_until=yesterday)
    assert sessions.members([key]) == {key: ana}


def test_row_43_staff_without_their_second_factor_hear_as_members(sol):
    with_it, without = session_of(sol), cast.Client()
    without.force_login(sol)
    key = without.session.session_key
    found = sessions.members([with_it, key])
    assert (found[with_it].role, found[key].role) == ("agent", "member")


def test_sessions_are_read_in_two_statements(db, django_assert_num_queries):
    keys = [session_of(cast.person(f"P{n}")) for n in range(8)]
    for some in (keys[:1], keys):
        with django_assert_num_queries(2):
            assert len(sessions.members(some)) == len(some)
