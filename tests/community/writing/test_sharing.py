"""“Me too” below a message or a comment: a request of one's own, linked to the first, once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import cast
from tests.community.chat.examples import say
from tests.community.examples import closed, comment, post
from tickets.desk.models import Ticket


def in_the_room(ana, club):
    return say(club.room, ana, "The cold room is warm again."), f"/chat/{club.room.pk}/", "chat/messages"


def below_a_post(ana, club):
    below = post(ana, club)
    return comment(ana, below, "The cold room is warm again."), f"/posts/{below.pk}/", "comments"


@pytest.mark.parametrize("said_somewhere", [in_the_room, below_a_post])
def test_bruno_has_the_same_fault_and_says_so_once(ana, bruno, sol, client_of, said_somewhere):
    club = closed("Dinners", ana, bruno, sol)
    said, page, where = said_somewhere(ana, club)
    browser, address = client_of(bruno), f"/{where}/{said.pk}/me-too/"
    assert browser.get(address).status_code == 403
    assert address not in browser.get(page).content.decode()
    first = said.flag(by=ana).opened

    assert address in browser.get(page).content.decode()
    for reader in (ana, sol):
        assert address not in client_of(reader).get(page).content.decode()
        assert client_of(reader).post(address).status_code == 403
    assert client_of(cast.person("Dario Outside")).get(address).status_code == 404

    for _time in range(2):
        answer = browser.post(address, {"text": "My fish is spoilt as well."})
    mine = Ticket.objects.get(customer=bruno)
    assert (mine.first, mine.message, mine.comment) == (first, None, None)
    assert mine.text == "My fish is spoilt as well." and mine.group == club
    assert answer.url == mine.get_absolute_url()
    said.refresh_from_db()
    assert said.affected == 1
    after = browser.get(page).content.decode()
    assert address not in after and "1 more person" in after

    assert mine.replies.count() == 0  # the same words, and none at all, say nothing new
    browser.post(address, {"text": ""})
    for _time in range(2):
        answer = browser.post(address, {"text": "It stinks by now."})
    assert [one.body for one in mine.replies.filter(from_customer=True)] == ["It stinks by now."]
    assert answer.url == mine.get_absolute_url() and "It stinks by now." in browser.get(answer.url).text


def test_what_cannot_be_added_to_an_old_request_stands_in_the_form_again(ana, bruno, client_of):
    below = post(ana, closed("Dinners", ana, bruno))
    below.flag(by=ana)
    mine = below.say_me_too(by=bruno, text="Mine too.").opened
    mine.withdraw(by=bruno, as_of=timezone.now() - timedelta(days=40))
    answer = client_of(bruno).post(f"/posts/{below.pk}/me-too/", {"text": "It stinks by now."})
    assert answer.status_code == 422 and mine.replies.count() == 0
    assert "It stinks by now." in answer.text and "more than thirty days" in answer.text
