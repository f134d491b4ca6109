"""Clarifications: on top of the thread, signed, with sources; whoever read the rumour hears of it, once."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from community.clarifications.models import Clarification, tell_due
from community.notifications.models import Notification
from community.posts.models import PostRead
from tests.community.examples import CANARY, closed, group, post

pytestmark = pytest.mark.django_db

WORDS = {
    "body": f"The pool stays open. {CANARY}",
    "sources": "Minutes of the board, 3 May",
    "signed_as": "The board",
}


def told(member) -> int:
    return Notification.objects.filter(member=member, kind="community.clarified").count()


def test_sol_clarifies_a_rumour_and_who_read_it_hears_once(ana, bruno, marta, sol, gema, client_of):
    courts = group("Courts", ana, bruno, sol)
    rumour = post(ana, courts, "I heard that the pool closes")
    client_of(bruno).get(f"/posts/{rumour.pk}/")
    address = f"/posts/{rumour.pk}/clarification/"
    assert (
        client_of(bruno).get(address).status_code == client_of(marta).post(address, WORDS).status_code == 403
    )
    assert client_of(sol).post(address, WORDS | {"sources": ""}).status_code == 422
    for _twice in range(2):
        client_of(sol).post(address, WORDS)
        tell_due(timezone.now())
    assert (told(bruno), told(gema), told(sol)) == (1, 0, 0)
    page = client_of(gema).get(f"/posts/{rumour.pk}/").text
    assert CANARY in page and "The board" in page and "Minutes of the board" in page
    assert "Clarified" in client_of(bruno).get("/").text
    client_of(sol).post(f"{address}remove/")
    assert CANARY not in client_of(bruno).get(f"/posts/{rumour.pk}/").text
    client_of(sol).post(address, WORDS)  # again: it is news again
    tell_due(timezone.now())
    assert told(bruno) == 2


def test_row_13_who_may_not_read_the_thread_any_more_hears_nothing(ana, bruno, gema, client_of):
    board = closed("Board", ana, bruno)
    rumour = post(ana, board, "I heard something")
    client_of(bruno).get(f"/posts/{rumour.pk}/")
    board.forget(bruno)
    Clarification.objects.publish(rumour, by=gema, **WORDS)
    tell_due(timezone.now())
    assert told(bruno) == 0


def test_who_reads_the_rumour_together_with_its_answer_is_not_told_of_it(ana, bruno, sol, gema, client_of):
    rumour = post(ana, group("Courts", ana, bruno), "I heard that the pool closes")
    Clarification.objects.publish(rumour, by=gema, **WORDS)
    client_of(bruno).get(f"/posts/{rumour.pk}/")
    PostRead.objects.update(at=timezone.now())  # all of this is one moment of the database
    tell_due(timezone.now())
    assert told(bruno) == 0


@pytest.mark.parametrize("how", ["withdrawn", "hidden"])
def test_what_is_gone_before_anybody_was_told_is_told_to_nobody(ana, bruno, marta, gema, client_of, how):
    rumour = post(ana, group("Courts", ana, bruno), "I heard that the pool closes")
    client_of(bruno).get(f"/posts/{rumour.pk}/")
    Clarification.objects.publish(rumour, by=gema, **WORDS)
    if how == "withdrawn":
        Clarification.objects.withdraw(rumour, by=gema)
    else:
        rumour.hide(by=marta, reason="A name")
        with pytest.raises(PermissionDenied):
            Clarification.objects.publish(rumour, by=gema, **WORDS | {"body": "Anew"})
    tell_due(timezone.now())
    assert told(bruno) == 0
