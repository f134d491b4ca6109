"""An empty house: who reads its terminal becomes its manager, once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.entrance.masking import masked
from accounts.founding.models import LIFETIME, FoundersKey, KeyClosed
from accounts.members.models import Member
from community.groups.models import Group
from tests import cast

pytestmark = pytest.mark.django_db
OLGA = {"name": "Olga Marín", "email": "Olga@Example.com", "password": "a long table"}
WHO = {"language": "en", "notice": "", **OLGA}


def door(client, token: str, data=None):
    address = f"/founding/{token}/"
    return client.post(address, data) if data else client.get(address)


def test_olga_moves_in_and_owes_her_second_factor(client):
    token = FoundersKey.objects.issue()
    assert "Move in" in door(client, token).content.decode()
    answer = door(client, token, OLGA)
    assert answer.status_code == 302 and client.get("/").url == "/settings/second-factor/"
    olga = Member.objects.get()
    assert olga.email == "olga@example.com" and olga.is_manager and olga.is_at_home
    assert olga.check_password("a long table") and olga.acceptances.get().notice
    everybody = Group.objects.default()
    assert everybody.holds(olga) and everybody.posting == Group.Posting.ALL


def test_the_entrance_of_an_empty_house_says_where_the_key_is(client):
    assert 'id="empty-house"' in client.get("/accounts/login/").content.decode()
    FoundersKey.objects.opened_by(FoundersKey.objects.issue()).use(**WHO)
    assert 'id="empty-house"' not in client.get("/accounts/login/").content.decode()


def test_it_opens_once(client):
    token = FoundersKey.objects.issue()
    key = FoundersKey.objects.opened_by(token)
    door(client, token, OLGA)
    assert door(cast.client_of(), token).status_code == 404
    assert door(cast.client_of(), token, OLGA | {"email": "eve@example.com"}).status_code == 404
    with pytest.raises(KeyClosed):  # the second of two that came in the same moment
        key.use(**WHO | {"email": "eve@example.com"})
    assert Member.objects.count() == 1 and FoundersKey.objects.issue() == ""


def test_a_newer_one_and_a_day_close_it(client):
    old = FoundersKey.objects.issue()
    late = FoundersKey.objects.issue(as_of=timezone.now() - LIFETIME)
    FoundersKey.objects.issue()
    for token in (old, late, "no-such-key"):
        answer = door(client, token)
        assert answer.status_code == 404 and "does not open" in answer.content.decode()


def test_a_house_with_a_manager_has_no_such_door(gema, client):
    assert FoundersKey.objects.issue() == ""
    FoundersKey.objects.create(
        digest="0" * 64, made_at=timezone.now(), expires_at=timezone.now() + timedelta(hours=1)
    )
    assert not FoundersKey.objects.open().exists()


def test_what_is_wrong_stands_beside_its_field(client):
    answer = door(client, FoundersKey.objects.issue(), OLGA | {"password": "1234"})
    assert answer.status_code == 422 and "Olga Marín" in answer.content.decode()
    assert not Member.objects.exists()


def test_a_person_whom_the_house_knows_claims_what_is_theirs(client):
    known = Member.objects.create(name="Olga", email="olga@example.com")
    door(client, FoundersKey.objects.issue(), OLGA)
    assert Member.objects.get().pk == known.pk and Member.objects.get().is_manager


def test_row_47_the_address_is_in_no_log():
    token = FoundersKey.objects.issue()
    assert token not in masked(f"GET /founding/{token}/ 200")
    assert not FoundersKey.objects.filter(digest=token).exists()
