"""Telling: one row a person and event, serials in order, and a hint after the commit to nobody else."""

import pytest
from django.db import transaction
from django.utils import timezone

from accounts.live import publish
from community.notifications.models import Inbox, Notification
from tests import cast
from tests.community.examples import CANARY, closed, comment, group, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard(monkeypatch):
    """What went out to open pages."""
    words = []
    monkeypatch.setattr(publish.line, "send", words.append)
    return words


def tell(members, subject, **more):
    return Notification.objects.tell(members, kind="community.admitted", subject=subject, **more)


def test_one_event_is_one_notification(ana):
    dinners = group("Dinners")
    assert len(tell([ana, ana], dinners)) == 1
    assert tell([ana], dinners) == []
    assert Inbox.objects.get(pk=ana.pk).unread == 1


def test_another_event_about_the_same_thing_is_told(ana):
    dinners = group("Dinners")
    tell([ana], dinners, once="first")
    assert [row.serial for row in tell([ana], dinners, once="second")] == [2]


def test_the_actor_is_not_told(ana, bruno):
    told = tell([ana, bruno], group("Dinners"), actor=ana)
    assert [row.member_id for row in told] == [bruno.pk]


def test_who_is_suspended_waiting_or_gone_is_not_told(db):
    now = timezone.now()
    away = [
        cast.person("Suspended", suspended_at=now),
        cast.person("Waiting", approved_at=None),
        cast.person("Gone", left_at=now),
        cast.person("Imported", joined_at=None, approved_at=None),
    ]
    assert tell(away, group("Dinners")) == []


def test_an_unknown_kind_is_refused(ana):
    with pytest.raises(KeyError):
        Notification.objects.tell([ana], kind="community.nonsense", subject=group("Dinners"))


def test_each_person_hears_their_own_serial_and_nothing_else(
    ana, bruno, heard, django_capture_on_commit_callbacks
):
    dinners = group(CANARY)
    tell([ana], dinners, once="earlier")
    with django_capture_on_commit_callbacks(execute=True):
        tell([ana, bruno], dinners)
    assert sorted(heard) == sorted(
        [
            f'member:{ana.pk}\n{{"event":"notification","serial":2}}',
            f'member:{bruno.pk}\n{{"event":"notification","serial":1}}',
        ]
    )
    assert CANARY not in "".join(heard)


def test_row_10_an_outsider_hears_nothing_of_a_closed_group(
    ana, bruno, marta, heard, django_capture_on_commit_callbacks
):
    board = closed("Board", ana, marta)
    with django_capture_on_commit_callbacks(execute=True):
        comment(marta, post(ana, board, CANARY), f"{CANARY} indeed")
    topics = [words.partition("\n")[0] for words in heard]
    assert f"member:{ana.pk}" in topics  # so the test can mean something
    assert f"member:{bruno.pk}" not in topics
    assert CANARY not in "".join(heard)


def test_what_is_taken_back_is_told_to_nobody(ana, heard, django_capture_on_commit_callbacks):
    @transaction.atomic
    def tell_and_fail():
        tell([ana], group("Dinners"))
        raise ZeroDivisionError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError):
        tell_and_fail()
    assert heard == []
    assert not Notification.objects.exists()


def test_telling_a_thousand_takes_as_many_statements_as_telling_two(django_assert_max_num_queries, db):
    people = [cast.person(f"Member{n}") for n in range(40)]
    dinners = group("Dinners")
    tell(people[:1], dinners)  # content types are kept
    for circle in (people[:2], people):
        with django_assert_max_num_queries(10):
            tell(circle, dinners, once=f"{len(circle)}")


def test_row_4_calling_somebody_who_cannot_read_it_tells_them_nothing(ana, bruno):
    board = closed("Board", ana)
    comment(ana, post(ana, board, f"{CANARY} @bruno"), "@bruno look")
    assert not Notification.objects.filter(member=bruno).exists()


def test_row_4_answering_a_comment_that_one_cannot_see_reads_nothing_out(ana, bruno, client_of):
    hidden = comment(ana, post(ana, closed("Board", ana)), CANARY)
    mine = post(bruno, group("Dinners", bruno), "Mine")
    form = {"body": "an answer", "parent": hidden.pk, "submission": "7f0e6f0e-6c3b-4a9b-9d2a-3f1f5f1b9a10"}
    answer = client_of(bruno).post(f"/posts/{mine.pk}/comments/", form, follow=True)
    assert CANARY not in answer.content.decode()
    assert not hidden.replies.exists()
    assert not Notification.objects.filter(member=ana).exists()
