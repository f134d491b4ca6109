"""Groups in which a moderator looks first, and groups in which moderators alone post."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from community.feed.queries import cards
from community.groups.models import Group
from community.moderation.laws import complaints_hidden_by_one_alone
from community.moderation.models import ModerationAct
from community.notifications.models import Notification
from community.posts import laws
from community.posts.models import Post
from tests.community.examples import CANARY, comment, group, post

pytestmark = pytest.mark.django_db


def kinds_of(member):
    return list(Notification.objects.visible_to(member).order_by("serial").values_list("kind", flat=True))


@pytest.fixture
def keeper(gema):
    return gema


@pytest.fixture
def market(ana, bruno, sol, keeper):
    place = group("Market", ana, bruno, sol, keeper, posting="approved")
    place.crown(keeper, by=keeper)
    place.membership_of(bruno).hear("follow")
    return place


def test_a_waiting_post_is_seen_by_its_author_and_the_moderators_only(
    ana, bruno, sol, keeper, market, client_of
):
    said = post(ana, market, f"A bicycle, {CANARY}. @bruno")
    for member, sees in ((ana, True), (keeper, True), (bruno, False), (sol, False)):
        assert said.is_visible_to(member) is sees
        assert bool([row for row in cards(member, show="all") if row.id == said.pk]) is sees
        for address in ("/", "/?show=all", "/groups/market/", "/members/ana/"):
            assert (CANARY in client_of(member).get(address).content.decode()) <= sees
        assert (client_of(member).get(f"/posts/{said.pk}/").status_code == 200) is sees
    assert kinds_of(bruno) == [] and kinds_of(keeper)[-1] == "community.post_waiting"
    assert laws.posts_seen_before_they_were_let_out() == laws.groups_that_count_posts_wrongly() == 0


def test_row_13_what_waits_does_not_count_as_unread(ana, bruno, market):
    post(ana, market)
    market.refresh_from_db()
    assert market.membership_of(bruno).unread == 0


def test_letting_it_out_shows_it_counts_it_and_tells_of_it(ana, bruno, keeper, market, client_of):
    said = post(ana, market, "A bicycle. @bruno")
    client_of(keeper).post(f"/posts/{said.pk}/approval/")
    market.refresh_from_db()
    assert said.is_visible_to(bruno)
    assert (market.membership_of(bruno).unread, market.membership_of(ana).unread) == (1, 0)
    assert kinds_of(bruno) == ["community.mentioned_in_post"]
    assert kinds_of(ana) == ["community.post_approved"]
    said.refresh_from_db()
    assert said.approve(by=keeper) is False, "twice is once"
    assert laws.groups_that_count_posts_wrongly() == 0


def test_what_was_changed_since_it_was_read_is_read_again(ana, keeper, market):
    said = post(ana, market, "A bicycle.")
    read = said.version
    said.edit(by=ana, body="A bicycle, and something else.")
    with pytest.raises(ValidationError, match="read it again"):
        said.approve(by=keeper, version=read)
    assert Post.objects.get().is_waiting and said.approve(by=keeper, version=Post.objects.get().version)


def test_a_refused_post_stays_with_its_author_and_says_why(ana, bruno, keeper, market, client_of):
    said = post(ana, market, "Buy this.")
    with pytest.raises(ValidationError):
        said.refuse(by=keeper, reason=" ")
    client_of(keeper).post(f"/posts/{said.pk}/refusal/", {"reason": "It is an advertisement"})
    page = client_of(ana).get(f"/posts/{said.pk}/").content.decode()
    assert "It is an advertisement" in page and "Buy this." in page
    assert not said.is_visible_to(bruno)
    assert kinds_of(ana) == ["community.post_refused"]
    assert "advertisement" in client_of(ana).get("/notifications/").content.decode()
    said.refresh_from_db()
    with pytest.raises(PermissionDenied):
        said.restore(by=keeper)
    assert said.approve(by=keeper) is False, "it was decided"
    assert laws.posts_seen_before_they_were_let_out() == 0


def test_the_queue_is_the_moderators_matter(ana, bruno, keeper, market, client_of):
    post(ana, market, CANARY)
    assert CANARY in client_of(keeper).get("/groups/market/queue/").content.decode()
    assert client_of(bruno).get("/groups/market/queue/").status_code == 403
    assert "queue/" in client_of(keeper).get("/groups/market/manage/").content.decode()


def test_nobody_lets_out_their_own_post(ana, keeper, market):
    said = post(ana, market)
    market.promote(ana, by=keeper)
    with pytest.raises(PermissionDenied):
        said.approve(by=ana)


def test_moderators_and_staff_do_not_wait(sol, keeper, market):
    assert post(keeper, market).is_shown and post(sol, market).is_shown


def test_nothing_is_said_below_what_waits(ana, market):
    with pytest.raises(PermissionDenied):
        comment(ana, post(ana, market))


def test_l_01_a_complaint_reaches_the_team_at_once_while_its_post_waits(ana, bruno, market):
    said = post(ana, market, "The bicycle broke.", kind="complaint")
    assert said.opened.pk and said.is_waiting
    assert not said.is_visible_to(bruno)


def test_where_moderators_post_the_others_comment(ana, bruno, keeper, market, client_of):
    market.change(by=keeper, posting=Group.Posting.MODERATORS)
    with pytest.raises(PermissionDenied):
        post(ana, market)
    said = post(keeper, market)
    assert comment(ana, said).pk
    page = client_of(ana).get("/posts/new/?group=market").content.decode()
    assert 'value="market"' not in page
    client_of(ana).post("/posts/new/", {"kind": "story", "group": "market", "body": "x"})
    assert not Post.objects.filter(author=ana, group=market).exists()


def test_a_pin_that_was_read_is_folded_in_its_group(ana, bruno, keeper, market, client_of):
    said = post(keeper, market, "Read me.", title="House rules")
    said.pin(by=keeper)
    assert "card-bleed known" not in client_of(ana).get("/groups/market/").content.decode()
    client_of(ana).get(f"/posts/{said.pk}/")
    page = client_of(ana).get("/groups/market/").content.decode()
    assert page.count('class="card card-bleed known"') == 1 and "House rules" in page
    comment(keeper, said)
    assert "card-bleed known" not in client_of(ana).get("/groups/market/").content.decode(), (
        "something is new"
    )


def test_nobody_refuses_a_complaint_alone(ana, bruno, keeper, marta, market, client_of):
    """L-19: a group that looks first is no way around the second person."""
    said = post(ana, market, "The lockers were robbed again.", kind="complaint")
    with pytest.raises(PermissionDenied):
        said.refuse(by=keeper, reason="Bad for the club.")
    page = client_of(keeper).get(f"/posts/{said.pk}/approval/").content.decode()
    assert f"/moderation/posts/{said.pk}/hiding/" in page and "/refusal/" not in page
    proposal = ModerationAct.objects.hide(
        said, by=keeper, ground="private", facts="A name.", reason="It names a child."
    )
    assert Post.objects.get(pk=said.pk).is_waiting
    market.crown(marta, by=keeper) if market.membership_of(marta) else market.admit(marta, by=keeper)
    act = ModerationAct.objects.second(proposal, by=marta)
    assert Post.objects.get(pk=said.pk).is_refused and not said.is_visible_to(bruno)
    assert complaints_hidden_by_one_alone() == 0
    act.undo(by=marta, reason="It names nobody.")
    assert Post.objects.get(pk=said.pk).is_waiting


def test_l_19_a_complaint_that_is_left_waiting_is_counted_before_the_managers_eyes(
    ana, sol, keeper, marta, market, client_of
):
    said = post(ana, market, "The lockers were robbed again.", kind="complaint")
    post(ana, market, "A bicycle.")
    for member in (keeper, marta):
        page = client_of(member).get("/moderation/?show=acts").text
        assert "1 complaint waits for a moderator" in page
    said.approve(by=keeper)
    assert "waits for a moderator" not in client_of(keeper).get("/moderation/?show=acts").text


def test_a_complaint_that_one_alone_keeps_out_breaks_a_law(ana, keeper, market):
    said = post(ana, market, "The lockers were robbed again.", kind="complaint")
    said.keep_out(by=keeper, reason="Bad for the club.", as_of=timezone.now())
    assert complaints_hidden_by_one_alone() == 1
