"""Seats, guests and the waiting list: in order, never one too many, however many answer at once."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.invariants import LAWS
from accounts.mail.models import Mail
from accounts.mail.outbox import is_wanted
from community.events.models import Event, Rsvp
from community.notifications.models import Notification
from tests import cast
from tests.community.events.examples import event, fresh, standing
from tests.community.examples import closed, comment, everybody, group
from tests.parallel import together


@pytest.fixture
def padel(ana, bruno, marta):
    everybody()
    return group("Padel", ana, bruno, marta)


def broken_laws() -> dict[str, int]:
    return {
        law.sentence: law.violations() for law in LAWS if law.id in ("S1", "S2", "S3") and law.violations()
    }


def told(kind: str) -> list[str]:
    return sorted(Notification.objects.filter(kind=kind).values_list("member__handle", flat=True))


def mailed(kind: str) -> list[str]:
    return sorted(mail.member.handle for mail in Mail.objects.filter(kind=kind))


def test_ana_comes_with_a_guest_and_changes_her_mind(ana, bruno, padel):
    dinner = event(bruno, padel, seats=4, guests_most=2)
    dinner.rsvp(by=ana, answer="yes", guests=1)
    assert fresh(dinner).taken == 2
    dinner.rsvp(by=ana, answer="maybe", guests=1)
    assert (fresh(dinner).taken, fresh(dinner).maybes) == (0, 1)
    dinner.rsvp(by=ana, answer="no")
    assert (fresh(dinner).taken, fresh(dinner).maybes) == (0, 0) and not broken_laws()


def test_the_first_in_line_gets_the_seat_that_comes_free(ana, bruno, marta, padel):
    dinner = event(ana, padel, seats=1)
    for member in (ana, bruno, marta):
        dinner.rsvp(by=member, answer="yes")
    assert standing(dinner) == {"ana": "yes", "bruno": "line 1", "marta": "line 2"}
    dinner.rsvp(by=ana, answer="no")
    assert standing(dinner) == {"ana": "no", "bruno": "yes", "marta": "line 2"}
    assert told("events.promoted") == mailed("events.promoted") == ["bruno"]
    assert (fresh(dinner).taken, fresh(dinner).waiting) == (1, 1) and not broken_laws()


def test_who_comes_back_stands_at_the_end(ana, bruno, marta, padel):
    dinner = event(ana, padel, seats=1)
    for member in (ana, bruno, marta):
        dinner.rsvp(by=member, answer="yes")
    dinner.rsvp(by=bruno, answer="no")
    dinner.rsvp(by=bruno, answer="yes")
    dinner.rsvp(by=ana, answer="no")
    assert standing(dinner) == {"marta": "yes", "bruno": "line 3", "ana": "no"}


def test_nobody_overtakes_a_larger_party(ana, bruno, marta, gema, padel):
    padel.admit(gema)
    dinner = event(ana, padel, seats=3, guests_most=2)
    dinner.rsvp(by=ana, answer="yes", guests=1)
    dinner.rsvp(by=bruno, answer="yes", guests=1)
    dinner.rsvp(by=marta, answer="yes")
    assert standing(dinner) == {"ana": "yes", "bruno": "line 1", "marta": "line 2"}
    assert not broken_laws(), "one seat is free, and two people wait for two"
    dinner.rsvp(by=bruno, answer="yes", guests=0)
    assert standing(dinner) == {"ana": "yes", "bruno": "yes", "marta": "line 2"}


def test_a_party_larger_than_the_event_has_become_holds_nobody_up(ana, bruno, marta, gema, padel):
    padel.admit(gema)
    dinner = event(ana, padel, seats=4, guests_most=3)
    dinner.rsvp(by=ana, answer="yes", guests=1)
    dinner.rsvp(by=bruno, answer="yes", guests=3)
    dinner.rsvp(by=marta, answer="yes", guests=1)
    assert standing(dinner) == {"ana": "yes", "bruno": "line 1", "marta": "line 2"}
    fresh(dinner).change(by=ana, seats=3)
    dinner.rsvp(by=gema, answer="yes")
    assert standing(dinner) == {"ana": "yes", "bruno": "line 1", "marta": "line 2", "gema": "line 3"}
    assert not broken_laws(), "one seat is free, and of those whom it could hold the first is two people"
    dinner.rsvp(by=ana, answer="yes")
    assert standing(dinner) == {"ana": "yes", "bruno": "line 1", "marta": "yes", "gema": "line 3"}
    fresh(dinner).change(by=ana, seats=5)
    assert standing(dinner)["gema"] == "line 3" and not broken_laws(), "Bruno has not lost his place"
    fresh(dinner).change(by=ana, seats=8)
    assert set(standing(dinner).values()) == {"yes"} and not broken_laws()


def test_a_large_party_that_lost_the_right_holds_nobody_up(ana, bruno, marta, gema):
    everybody()
    board = closed("Board", ana, bruno, marta, gema)
    dinner = event(ana, board, seats=3, guests_most=2)
    dinner.rsvp(by=ana, answer="yes")
    dinner.rsvp(by=gema, answer="yes", guests=1)
    dinner.rsvp(by=bruno, answer="yes", guests=2)
    dinner.rsvp(by=marta, answer="yes")
    assert standing(dinner) == {"ana": "yes", "gema": "yes", "bruno": "line 1", "marta": "line 2"}
    board.remove(bruno, by=ana)
    dinner.rsvp(by=gema, answer="yes")
    assert standing(dinner) == {"ana": "yes", "gema": "yes", "bruno": "no", "marta": "yes"}
    assert told("events.promoted") == ["marta"] and not broken_laws()


def test_more_seats_go_to_those_in_line_in_their_order(ana, bruno, marta, padel):
    dinner = event(ana, padel, seats=1)
    for member in (ana, bruno, marta):
        dinner.rsvp(by=member, answer="yes")
    fresh(dinner).change(by=ana, seats=2)
    assert standing(dinner) == {"ana": "yes", "bruno": "yes", "marta": "line 2"}
    fresh(dinner).change(by=ana, seats=None)
    assert standing(dinner) == {"ana": "yes", "bruno": "yes", "marta": "yes"} and not broken_laws()


def test_seats_that_are_taken_are_not_taken_away(ana, bruno, padel):
    dinner = event(ana, padel, seats=2)
    for member in (ana, bruno):
        dinner.rsvp(by=member, answer="yes")
    with pytest.raises(ValidationError):
        fresh(dinner).change(by=ana, seats=1)
    assert fresh(dinner).seats == 2


def test_a_guest_more_needs_a_seat_more(ana, bruno, marta, padel):
    dinner = event(ana, padel, seats=2, guests_most=3)
    dinner.rsvp(by=ana, answer="yes", guests=1)
    for guests in (2, 4, -1):
        with pytest.raises(ValidationError):
            dinner.rsvp(by=ana, answer="yes", guests=guests)
    with pytest.raises(ValidationError):
        dinner.rsvp(by=bruno, answer="yes", guests=2)
    assert standing(dinner) == {"ana": "yes"} and fresh(dinner).taken == 2


def test_the_date_for_answers_holds_and_a_seat_can_be_given_back_after_it(ana, bruno, padel):
    now = timezone.now()
    dinner = event(ana, padel, in_hours=72, answers_until=now + timedelta(hours=24))
    dinner.rsvp(by=bruno, answer="yes")
    late = now + timedelta(hours=25)
    with pytest.raises(ValidationError):
        dinner.rsvp(by=ana, answer="yes", as_of=late)
    dinner.rsvp(by=bruno, answer="no", as_of=late)
    with pytest.raises(ValidationError):
        dinner.rsvp(by=bruno, answer="no", as_of=now + timedelta(hours=73))
    assert standing(dinner) == {"bruno": "no"}


def test_only_members_of_the_group_answer(ana, bruno):
    dinner = event(ana, closed("Board", ana))
    with pytest.raises(PermissionDenied):
        dinner.rsvp(by=bruno, answer="yes")


def test_whoever_lost_the_right_is_passed_over(ana, bruno, marta, padel):
    dinner = event(ana, padel, seats=1)
    for member in (ana, bruno, marta):
        dinner.rsvp(by=member, answer="yes")
    bruno.suspend(by=marta, reason="x")
    dinner.rsvp(by=ana, answer="no")
    assert standing(dinner) == {"ana": "no", "bruno": "no", "marta": "yes"}
    assert told("events.promoted") == ["marta"] and not broken_laws()


def test_whoever_leaves_the_house_gives_the_seat_back(ana, bruno, marta, padel):
    dinner = event(ana, padel, seats=1)
    for member in (bruno, marta):
        dinner.rsvp(by=member, answer="yes")
    bruno.leave()
    assert standing(dinner) == {"bruno": "no", "marta": "yes"} and not broken_laws()


def test_the_seat_of_whoever_leaves_comes_free_though_somebody_had_said_no(ana, bruno, marta, padel):
    dinner = event(ana, padel, seats=1)
    dinner.rsvp(by=ana, answer="no")
    for member in (bruno, marta):
        dinner.rsvp(by=member, answer="yes")
    bruno.leave()
    assert standing(dinner) == {"ana": "no", "bruno": "no", "marta": "yes"} and not broken_laws()


def test_whoever_leaves_a_closed_group_gives_the_seat_back_at_once(ana, bruno, marta):
    everybody()
    board = closed("Board", ana, bruno, marta)
    dinner = event(ana, board, seats=1)
    for member in (bruno, marta):
        dinner.rsvp(by=member, answer="yes")
    board.remove(bruno, by=bruno)
    assert standing(dinner) == {"bruno": "no", "marta": "yes"} and not broken_laws()


def test_whoever_leaves_an_open_group_still_comes(ana, bruno, padel):
    dinner = event(ana, padel, seats=1)
    dinner.rsvp(by=bruno, answer="yes")
    padel.remove(bruno, by=bruno)
    assert standing(dinner) == {"bruno": "yes"} and not broken_laws()


def test_a_mail_about_a_seat_that_is_gone_is_not_sent(ana, bruno, padel):
    dinner = event(ana, padel, seats=1)
    dinner.rsvp(by=ana, answer="yes")
    dinner.rsvp(by=bruno, answer="yes")
    dinner.rsvp(by=ana, answer="no")
    mail = Mail.objects.get(kind="events.promoted")
    assert is_wanted(mail) and "Dinner" in mail.subject and "Dinner" in mail.text and mail.html
    dinner.rsvp(by=bruno, answer="no")
    assert not is_wanted(mail)


def test_calling_it_off_tells_whoever_answered_once(ana, bruno, marta, padel):
    dinner = event(ana, padel, seats=1)
    for member, answer in ((ana, "yes"), (bruno, "yes"), (marta, "no")):
        dinner.rsvp(by=member, answer=answer)
    assert fresh(dinner).cancel(by=ana, reason="The cook is ill") and not fresh(dinner).cancel(by=ana)
    assert told("events.cancelled") == mailed("events.cancelled") == ["bruno"]
    assert "The cook is ill" in Mail.objects.get(kind="events.cancelled").text
    with pytest.raises(ValidationError):
        dinner.rsvp(by=ana, answer="no")
    with pytest.raises(PermissionDenied):
        fresh(event(ana, padel, "Lunch")).cancel(by=bruno)


def test_a_new_date_or_place_is_told_and_other_changes_are_not(ana, bruno, padel):
    dinner = event(ana, padel, seats=3)
    dinner.rsvp(by=bruno, answer="maybe")
    fresh(dinner).change(by=ana, seats=4, price="12 €")
    assert told("events.changed") == []
    fresh(dinner).change(by=ana, place="The cellar")
    fresh(dinner).change(by=ana, place="The cellar")
    assert told("events.changed") == mailed("events.changed") == ["bruno"]
    fresh(dinner).change(by=ana, starts_at=dinner.starts_at + timedelta(days=1))
    assert told("events.changed") == ["bruno", "bruno"] and fresh(dinner).sequence == 3


@pytest.mark.parametrize(
    "times",
    [
        {"ends_at": timedelta(hours=-1)},
        {"answers_until": timedelta(hours=1)},
        {"starts_at": timedelta(days=-9)},
    ],
)
def test_times_that_contradict_each_other_are_refused(ana, padel, times):
    starts = timezone.now() + timedelta(days=3)
    fields = {name: starts + step for name, step in times.items()}
    with pytest.raises(ValidationError):
        event(ana, padel, **({"starts_at": starts} | fields), as_of=timezone.now())
    assert not Event.objects.exists()


def test_an_event_that_was_deleted_is_told_of_and_gone(ana, bruno, marta, padel):
    dinner = event(ana, padel)
    dinner.rsvp(by=bruno, answer="yes")
    comment(bruno, dinner.post)
    dinner.post.delete(by=ana)
    assert not Event.objects.exists() and not Rsvp.objects.exists()
    assert told("events.gone") == mailed("events.cancelled") == ["bruno"]
    assert "Dinner" in Mail.objects.get(kind="events.cancelled").subject


def test_people_are_checked_in_by_the_organisers_only(ana, bruno, padel):
    dinner = event(ana, padel)
    mine = dinner.rsvp(by=bruno, answer="yes")
    with pytest.raises(PermissionDenied):
        dinner.note_arrival(mine, by=bruno)
    for _twice in range(2):
        dinner.note_arrival(mine, by=ana)
    assert Rsvp.objects.get().arrival_noted_by == ana
    dinner.take_back_arrival(mine, by=ana)
    assert Rsvp.objects.get().arrived_at is None


def test_the_database_keeps_an_event_from_being_overbooked(ana, padel):
    dinner = event(ana, padel, seats=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=dinner.pk).update(taken=2)


@pytest.mark.django_db(transaction=True)
def test_a_crowd_answers_at_once_and_every_seat_is_given_once(ana):
    """Sixty for twenty seats, with guests, while some change their mind (law S1)."""
    everybody()
    padel = group("Padel", ana)
    crowd = [cast.person(f"Guest{n}") for n in range(40)]
    for one in crowd:
        padel.admit(one)
    dinner = event(ana, padel, seats=20, guests_most=2)

    def answers(one, n):
        fresh(dinner).rsvp(by=one, answer="yes", guests=n % 3)
        if n % 4 == 0:
            fresh(dinner).rsvp(by=one, answer="no")
        if n % 5 == 0:
            fresh(dinner).rsvp(by=one, answer="yes")

    together(*[lambda one=one, n=n: answers(one, n) for n, one in enumerate(crowd)])
    now = fresh(dinner)
    assert now.taken <= 20 and now.waiting > 0 and not broken_laws()
    together(*[lambda one=one: fresh(dinner).rsvp(by=one, answer="no") for one in crowd[:20]])
    assert not broken_laws()
    promoted = Rsvp.objects.filter(promoted_at__isnull=False, answer="yes").count()
    assert promoted and fresh(dinner).taken <= 20


@pytest.mark.django_db(transaction=True)
def test_the_last_seat_is_given_once(ana):
    everybody()
    padel = group("Padel", ana)
    crowd = [cast.person(f"Guest{n}") for n in range(12)]
    for one in crowd:
        padel.admit(one)
    dinner = event(ana, padel, seats=1)
    together(*[lambda one=one: fresh(dinner).rsvp(by=one, answer="yes") for one in crowd])
    assert Rsvp.objects.seated().count() == 1 and Rsvp.objects.in_line().count() == 11
    assert list(Rsvp.objects.in_line().values_list("line", flat=True)) == list(range(1, 12))
    assert not broken_laws()


def test_nobody_answers_to_what_was_called_off(ana, bruno, padel):
    dinner = event(ana, padel)
    fresh(dinner).cancel(by=ana)
    for answer in ("yes", "maybe", "no"):
        with pytest.raises(ValidationError):
            fresh(dinner).rsvp(by=bruno, answer=answer)
    assert standing(dinner) == {}
