"""Groups that an invitation to the house can promise."""

from community.groups.invitable import groups_for
from community.groups.models import Group


def test_marta_offers_listed_groups_gema_all_and_ana_none(ana, marta, gema):
    Group.objects.create(name="Everybody", slug="everybody", is_default=True)
    Group.objects.create(name="Tennis", slug="tennis")
    Group.objects.create(name="Board", slug="board", listing=Group.Listing.SECRET)
    assert groups_for(marta) == [("tennis", "Tennis")]
    assert groups_for(gema) == [("board", "Board"), ("tennis", "Tennis")]
    assert groups_for(ana) == []


def test_what_marta_may_not_offer_she_cannot_send(marta, client_of):
    Group.objects.create(name="Board", slug="board", listing=Group.Listing.SECRET)
    Group.objects.create(name="Tennis", slug="tennis")
    sent = {"way": "mail", "email": "eva@example.com", "days": "14", "note": ""}
    assert "Board" not in client_of(marta).get("/invitations/").content.decode()
    client_of(marta).post("/invitations/", sent | {"groups": ["board"]})
    assert not marta.invitations.exists()
    client_of(marta).post("/invitations/", sent | {"groups": ["tennis"]})
    assert marta.invitations.get().groups == ["tennis"]
