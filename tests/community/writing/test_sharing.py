"""“Me too” below a message or a comment: a request of one's own, linked to the first, once."""

import pytest

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
