"""“Me too” in a room: who has the same fault gets a request of their own, handled with the first, once."""

from tests import cast
from tests.community.chat.examples import say
from tests.community.examples import closed
from tickets.desk.models import Ticket


def test_bruno_has_the_same_fault_and_says_so_once(ana, bruno, sol, client_of):
    club = closed("Dinners", ana, bruno, sol)
    said = say(club.room, ana, "The cold room is warm again.")
    browser, address = client_of(bruno), f"/chat/messages/{said.pk}/me-too/"
    assert browser.get(address).status_code == 403
    first = said.flag(by=ana).opened

    assert address in browser.get(f"/chat/{club.room.pk}/").content.decode()
    for reader in (ana, sol):
        assert address not in client_of(reader).get(f"/chat/{club.room.pk}/").content.decode()
        assert client_of(reader).post(address).status_code == 403
    assert client_of(cast.person("Dario Outside")).get(address).status_code == 404

    for _time in range(2):
        answer = browser.post(address, {"text": "My fish is spoilt as well."})
    mine = Ticket.objects.get(customer=bruno)
    assert (mine.first, mine.message, mine.text) == (first, None, "My fish is spoilt as well.")
    assert answer.url == mine.get_absolute_url() and mine.group == club
    said.refresh_from_db()
    assert said.affected == 1
    room = browser.get(f"/chat/{club.room.pk}/").content.decode()
    assert address not in room and "You too" in room and "1 more person" in room
