"""Asking an author to change what they wrote: it hides nothing, loses nothing, and is no way round the guard."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts import invariants
from community.moderation.corrections import Correction
from community.moderation.models import ModerationAct
from community.notifications.models import Notification
from community.writing.revisions import Revision
from tests.accounts.media.examples import upload_of
from tests.community.examples import comment, group, post

pytestmark = pytest.mark.django_db
PRIVATE = {"ground": "private", "reason": "Leave out her telephone"}
ask = Correction.objects.ask


@pytest.fixture
def dinners(ana, bruno, marta):
    return group("Dinners", ana, bruno, marta)


@pytest.fixture
def market(ana, bruno, gema):
    """Gema looks first at what is posted there."""
    place = group("Market", ana, bruno, gema, posting="approved")
    place.crown(gema, by=gema)
    return place


def told(member) -> list[str]:
    return list(Notification.objects.filter(member=member).order_by("serial").values_list("kind", flat=True))


def text(client, address: str) -> str:
    return client.get(address).content.decode()


def o4() -> int:
    return next(law for law in invariants.LAWS if law.id == "O4").violations()


def test_a_comment_stays_in_sight_until_its_author_changes_it(ana, bruno, marta, dinners, client_of):
    below = post(bruno, dinners)
    said = comment(ana, below, "Ring Pilar: 600 12 34 56")
    form = {"ground": "private", "reason": "Leave out her telephone"}
    assert client_of(bruno).post(f"/moderation/comments/{said.pk}/correction/", form).status_code == 403
    for _twice in range(2):
        client_of(marta).post(f"/moderation/comments/{said.pk}/correction/", form)
    correction = Correction.objects.get()
    said.refresh_from_db()
    assert said.is_shown and "600" in text(client_of(bruno), f"/posts/{below.pk}/")
    assert told(ana) == ["moderation.correction_asked"]
    ana.language = "es"
    ana.save()
    page = text(client_of(ana), f"/posts/{below.pk}/")
    assert "La moderación te pide que cambies tu comentario" in page and "Leave out her telephone" in page
    assert f"/comments/{said.pk}/edit/" in page and "Marta" not in page
    assert "Leave out" not in text(client_of(bruno), f"/posts/{below.pk}/")

    client_of(ana).post(f"/comments/{said.pk}/edit/", {"body": "Ask Pilar"})
    assert told(marta)[-1] == "moderation.correction_made" and o4() == 0
    desk = text(client_of(marta), "/moderation/?show=corrections")
    assert "Came back" in desk and f"/comments/{said.pk}/history/" in desk
    client_of(marta).post(f"/moderation/corrections/{correction.pk}/end/")
    assert "Leave out" not in text(client_of(ana), f"/posts/{below.pk}/")


def test_what_waits_goes_on_waiting_comes_back_and_is_let_out_as_it_was_read(
    ana, bruno, gema, market, client_of
):
    said = post(ana, market, "A bicycle. Ring Pilar: 600 12 34 56")
    ask(said, by=gema, **PRIVATE)
    assert "Leave out her telephone" in text(client_of(ana), f"/posts/{said.pk}/")
    read = said.version
    client_of(ana).post(f"/posts/{said.pk}/edit/", {"body": "A bicycle. @bruno"})
    said.refresh_from_db()
    assert said.is_waiting and not said.is_visible_to(bruno) and told(bruno) == []
    assert "It came back changed" in text(client_of(gema), "/groups/market/queue/")
    with pytest.raises(ValidationError, match="meanwhile"):
        said.approve(by=gema, version=read)
    client_of(gema).post(f"/posts/{said.pk}/approval/", {"version": said.version})
    said.refresh_from_db()
    assert said.is_visible_to(bruno) and told(bruno) == ["community.mentioned_in_post"]
    assert not Revision.objects.of(said).exists() and said.edited_at is None, (
        "nobody reads what nobody had read"
    )
    assert not Correction.objects.open().exists()


def test_it_is_no_way_to_hide_criticism(ana, bruno, marta, market, dinners, gema):
    angry = post(bruno, dinners, "The pool is filthy and the manager sleeps", kind="complaint")
    with pytest.raises(ValidationError, match="listed rules"):
        ask(angry, by=marta, ground="other", clause="Tone", reason="Be kinder to us")
    ask(angry, by=marta, ground="insult", reason="Leave the manager out of it")
    angry.refresh_from_db()
    assert angry.is_shown and angry.handling == "received" and not ModerationAct.objects.exists()
    waiting = post(ana, market, "The bicycle broke.", kind="complaint")
    ask(waiting, by=gema, **PRIVATE)
    waiting.refresh_from_db()
    assert waiting.handling == "received" and waiting.opened.state == "received"


def test_only_another_who_keeps_order_asks_and_only_for_what_can_be_changed(ana, marta, gema, dinners):
    mine = post(marta, dinners)
    with pytest.raises(PermissionDenied):
        ask(mine, by=marta, **PRIVATE)
    hidden = post(ana, dinners)
    ModerationAct.objects.hide(hidden, by=gema, facts="Said so", **PRIVATE)
    with pytest.raises(ValidationError, match="any more"):
        ask(hidden, by=marta, **PRIVATE)


def test_what_came_back_and_is_not_right_yet_is_asked_anew(ana, marta, dinners):
    said = post(ana, dinners, "Ring Pilar: 600 12 34 56")
    first = ask(said, by=marta, **PRIVATE)
    said.edit(by=ana, body="Ring Pilar: 600 12 34 57")
    second = ask(said, by=marta, **PRIVATE)
    assert second != first and list(Correction.objects.open()) == [second]
    assert not second.is_back and o4() == 0
    said.delete(by=ana)
    assert not Correction.objects.open().exists()


def test_a_picture_taken_down_is_the_change_that_was_asked_for(ana, bruno, marta, dinners, client_of):
    said = comment(ana, post(bruno, dinners), "Look who is here", pictures=[(upload_of(ana), "Pilar")])
    ask(said, by=marta, ground="private", reason="Pilar does not want to be shown")
    client_of(ana).post(f"/comments/{said.pk}/edit/", {"body": "Look who is here"})
    assert not said.pictures.exists() and told(marta)[-1] == "moderation.correction_made" and o4() == 0
