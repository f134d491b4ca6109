"""Presets of a sector: groups and categories in the house's language, each once; and the picture at a group's head."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command

from accounts.media.models import Upload
from community.groups import presets
from community.groups.models import Group
from tests.community.examples import closed, group, secret
from tests.community.posts.pictures import file
from tickets.teams.models import Category

pytestmark = pytest.mark.django_db


def test_gema_starts_from_a_preset_and_leaves_one_group_out(gema, client_of):
    page = client_of(gema).get("/groups/presets/").content.decode()
    assert "Matches and tournaments" in page and "Chain of phone shops" in page
    client_of(gema).post("/groups/presets/", {"sector": "gym", "groups": ["news", "classes"]})
    assert set(Group.objects.values_list("name", "posting")) == {
        ("Announcements", "moderators"),
        ("Classes", "all"),
    }
    assert Group.objects.get(name="Classes").memberships.owners().get().member == gema
    assert Category.objects.filter(name="Lockers", name_es="Taquillas", team__is_default=True).count() == 1


def test_started_again_it_adds_what_is_missing_and_changes_nothing(gema):
    presets.start("dining", by=gema, keys=["wine"])
    Group.objects.get(name="Wine").change(by=gema, purpose="Ours")
    categories = Category.objects.count()
    assert {one.name for one in presets.start("dining", by=gema)} > {"Menus", "Recipes"}
    assert presets.start("dining", by=gema) == [] and Category.objects.count() == categories
    assert Group.objects.get(name="Wine").purpose == "Ours"


def test_the_command_speaks_the_language_of_the_house(gema, capsys):
    call_command("start_from_preset", "club")
    assert capsys.readouterr().out.split() and Group.objects.get(name="Partidos y torneos").owned_by(gema)


def test_only_managers_start_from_a_preset(marta, gema, client_of):
    assert client_of(marta).get("/groups/presets/").status_code == 403
    assert "/groups/presets/" not in client_of(marta).get("/groups/").content.decode()
    assert client_of(gema).post("/groups/presets/", {"sector": "bakery"}).status_code == 422
    assert not Group.objects.exists()


def cover(client, place, **fields):
    return client.post(f"/groups/{place.slug}/cover/", {"alt": "The court at dawn"} | fields)


def test_a_cover_is_seen_by_whoever_may_know_of_the_group(ana, bruno, marta, client_of):
    board = closed("Board", ana)
    assert cover(client_of(marta), board, picture=file()).status_code == 302
    board.refresh_from_db()
    page = client_of(bruno).get("/groups/board/").content.decode()
    assert 'alt="The court at dawn"' in page and board.cover.large in page
    assert Upload.objects.visible_to(bruno).filter(pk=board.cover_id).exists()
    hidden = secret("Party", ana)
    hidden.promote(ana, by=ana)
    cover(client_of(ana), hidden, picture=file())
    assert not Upload.objects.visible_to(bruno).filter(pk=Group.objects.get(pk=hidden.pk).cover_id).exists()


def test_a_cover_needs_words_and_an_old_one_goes(marta, client_of):
    dinners, client = group("Dinners"), client_of(marta)
    assert cover(client, dinners, alt="", picture=file()).status_code == 422
    cover(client, dinners, picture=file())
    cover(client, dinners, picture=file(colour="red"))
    dinners.refresh_from_db()
    assert list(Upload.objects.values_list("pk", flat=True).filter(pk=dinners.cover_id)) == [dinners.cover_id]
    cover(client, dinners, without_picture="on")
    dinners.refresh_from_db()
    assert dinners.cover is None and dinners.cover_alt == ""


def test_row_15_a_picture_of_somebody_else_is_no_cover(ana, marta):
    foreign = Upload.objects.accept(owner=ana, file=file())
    with pytest.raises(ValidationError, match="of your own"):
        group("Dinners").show_cover(foreign, "A court", by=marta)
