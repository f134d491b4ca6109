"""A member's own settings: the matrix, the hours, a pause; and what can be turned off where it is read."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from community.notifications import laws
from community.notifications.channels import SORTS
from community.notifications.choices import Choice
from community.notifications.models import Inbox, Notification
from community.notifications.rhythm import Rhythm
from community.posts.levels import PostLevel
from tests.community.examples import closed, comment, everybody, group, post
from tests.tickets.examples import private_complaint_of

pytestmark = pytest.mark.django_db

PAGE = "/settings/notifications/"


def as_it_is(member) -> dict:
    """What the page sends when nothing is changed."""
    ticked = {f"{name}.{c}": "on" for name, on in Choice.objects.of(member).items() for c in on}
    return ticked | {"is_quiet": "on", "quiet_from": "22:00", "quiet_to": "08:00"}


def test_saving_what_one_sees_changes_nothing(ana, client_of):
    assert client_of(ana).post(PAGE, as_it_is(ana)).url == PAGE
    assert not Choice.objects.exists()
    assert Choice.objects.of(ana) == {name: sort.defaults for name, sort in SORTS.items()}


def test_a_tick_less_is_a_row(ana, client_of):
    sent = as_it_is(ana)
    del sent["mentions.push"]
    client_of(ana).post(PAGE, sent)
    (row,) = Choice.objects.filter(member=ana)
    assert (row.sort, row.channel, row.is_wanted) == ("mentions", "push", False)


def test_what_is_locked_stays_on_whatever_is_sent(ana, client_of):
    client_of(ana).post(PAGE, {})
    assert SORTS["answers"].defaults <= Choice.objects.of(ana)["answers"]
    assert Choice.objects.of(ana)["mentions"] == frozenset()


def test_quiet_hours_are_kept_and_can_be_left_out(ana, client_of):
    client = client_of(ana)
    client.post(
        PAGE, as_it_is(ana) | {"quiet_from": "23:30", "quiet_to": "07:00", "lets_answers_through": "on"}
    )
    rhythm = Rhythm.objects.of(ana)
    assert (f"{rhythm.quiet_from:%H:%M}", f"{rhythm.quiet_to:%H:%M}") == ("23:30", "07:00")
    assert rhythm.lets_answers_through
    sent = as_it_is(ana)
    del sent["is_quiet"]
    client.post(PAGE, sent)
    assert Rhythm.objects.of(ana).quiet_from is None


@pytest.mark.parametrize("wrong", ["", "25:00", "eight", "\x00", "22:00"])
def test_hours_that_are_none_are_said_beside_the_field_and_nothing_is_saved(ana, client_of, wrong):
    sent = as_it_is(ana) | {"quiet_to": wrong}
    del sent["mentions.push"]
    answer = client_of(ana).post(PAGE, sent)
    assert answer.status_code == 422
    assert answer.context["form"].errors["quiet_to"]
    assert not Choice.objects.exists()
    assert 'name="mentions.push">' in answer.content.decode().replace(" checked", "!")


def test_only_staff_decide_about_work_and_only_moderators_about_reports(ana, sol, marta, client_of):
    pages = {who.handle: client_of(who).get(PAGE).content.decode() for who in (ana, sol, marta)}
    assert {who: 'name="work.app"' in page for who, page in pages.items()} == {
        "ana": False, "sol": True, "marta": False,
    }  # fmt: skip
    assert 'name="reports.app"' in pages["marta"]
    assert 'name="reports.app"' not in pages["ana"]


@pytest.mark.parametrize("length", ["hour", "tomorrow", "week"])
def test_a_pause_is_taken_and_ended(ana, client_of, length):
    client = client_of(ana)
    client.post(f"{PAGE}pause/", {"pause": length})
    assert Rhythm.objects.of(ana).is_paused()
    assert "End the pause" in client.get(PAGE).content.decode()
    client.post(f"{PAGE}pause/remove/")
    assert not Rhythm.objects.of(ana).is_paused()


def test_a_pause_that_nobody_offers_is_refused(ana, client_of):
    assert client_of(ana).post(f"{PAGE}pause/", {"pause": "for ever\x00"}).status_code == 403
    assert not Rhythm.objects.of(ana).is_paused()


# --- In the list


def test_a_kind_is_turned_off_beside_the_notification_and_on_again(ana, bruno, client_of):
    below = post(ana, group("Dinners", ana, bruno))
    comment(bruno, below)
    row, client = Notification.objects.get(member=ana), client_of(ana)
    page = client.post(f"/notifications/{row.pk}/kind/remove/", follow=True).content.decode()
    assert f'formaction="/notifications/{row.pk}/kind/"' in page
    comment(bruno, below, "more")
    assert Notification.objects.filter(member=ana).count() == 1
    client.post(f"/notifications/{row.pk}/kind/")
    comment(bruno, below, "and more")
    assert Notification.objects.filter(member=ana).count() == 2


def test_what_cannot_be_turned_off_offers_it_not_and_refuses(ana, client_of):
    private_complaint_of(ana)
    row = Notification.objects.get(member=ana, kind="tickets.received")
    client = client_of(ana)
    assert f"/notifications/{row.pk}/kind/remove/" not in client.get("/notifications/").content.decode()
    assert client.post(f"/notifications/{row.pk}/kind/remove/").status_code == 403


@pytest.mark.parametrize("off", ["", "x", "-1", "9" * 30, "\x00", "1"])
def test_nonsense_after_turning_off_shows_nothing(ana, client_of, off):
    assert client_of(ana).get("/notifications/", {"off": off}).context["off"] is None


# --- Opening what it is about


def test_opening_the_post_reads_what_was_told_of_it_and_nothing_else(ana, bruno, client_of):
    first = post(ana, group("Dinners", ana, bruno), "First")
    second = post(ana, first.group, "Second")
    comment(bruno, first)
    comment(bruno, second)
    page = client_of(ana).get(f"/posts/{first.pk}/").content.decode()
    unread = Notification.objects.filter(member=ana).unread()
    assert [row.thread for row in unread] == [f"community.Post:{second.pk}"]
    assert Inbox.objects.get(pk=ana.pk).unread == 1
    assert ">1<span" in page.partition('id="bell-count">')[0][-1:] + page.partition('id="bell-count"')[2][:20]
    assert laws.wrong_bells() == 0


def test_who_has_nothing_unread_pays_no_statement_for_it(ana, bruno, client_of):
    for member in (ana, bruno):
        everybody().admit(member)
    said = post(ana, everybody())
    comment(bruno, said)
    client = client_of(ana)
    for address in ("/", f"/posts/{said.pk}/"):
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        assert len(captured) <= 6, [query["sql"][:90] for query in captured]


def test_opening_the_request_reads_what_was_told_of_it(ana, sol, client_of):
    ticket = private_complaint_of(ana)
    assert Notification.objects.filter(member=ana).unread().exists()
    client_of(ana).get(f"/requests/{ticket.key}/")
    assert not Notification.objects.filter(member=ana).unread().exists()


# --- One post


def test_a_post_turned_down_tells_only_what_is_said_to_me(ana, bruno, client_of):
    mine = post(ana, group("Dinners", ana, bruno))
    said = comment(ana, mine, "Mine")
    client_of(ana).post(f"/posts/{mine.pk}/level/", {"level": "mute"})
    comment(bruno, mine, "by the way")
    assert not Notification.objects.filter(member=ana).exists()
    comment(bruno, mine, "to you", parent=said)
    comment(bruno, mine, "hello @ana")
    kinds = Notification.objects.filter(member=ana).order_by("pk").values_list("kind", flat=True)
    assert list(kinds) == ["community.replied", "community.mentioned"]


def test_a_post_turned_down_sends_nothing_that_still_waits(ana, bruno):
    mine = post(ana, group("Dinners", ana, bruno))
    comment(bruno, mine)
    PostLevel.objects.choose("mute", post=mine, by=ana)
    row = Notification.objects.get(member=ana)
    assert [delivery.outcome for delivery in row.deliveries.all()] == ["off"]


def test_following_a_post_tells_every_comment_while_one_may_read_it(ana, bruno, marta):
    board = closed("Board", ana, bruno, marta)
    said = post(bruno, board)
    PostLevel.objects.choose("follow", post=said, by=ana)
    comment(marta, said, "one")
    assert Notification.objects.filter(member=ana, kind="community.commented").count() == 1
    board.memberships.filter(member=ana).delete()
    comment(marta, said, "two")
    assert Notification.objects.filter(member=ana, kind="community.commented").count() == 1


@pytest.mark.parametrize("level", ["", "loud", "\x00"])
def test_a_level_that_is_none_is_refused(ana, client_of, level):
    mine = post(ana, group("Dinners", ana))
    assert client_of(ana).post(f"/posts/{mine.pk}/level/", {"level": level}).status_code == 422
