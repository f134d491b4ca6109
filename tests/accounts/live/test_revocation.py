"""A right or a session that is lost: deaf at once by a push, and within five seconds when the push is lost."""

import pytest
from asgiref.sync import sync_to_async
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.live import hub, publish, rechecking
from accounts.members.models import Member
from accounts.roles import Role
from community.groups.models import Membership
from tests.accounts.live.pages import Page, answer_slowly, look_again, play, push

pytestmark = pytest.mark.django_db(transaction=True)


def signs_out(page):
    from tests import cast

    client = cast.Client()
    client.cookies["session"] = page.session
    client.logout()


def changes_password(page):
    member = Member.objects.get(pk=page.member.pk)
    member.set_password("another one")
    member.save()


def is_suspended(page):
    Member.objects.filter(pk=page.member.pk).update(suspended_at=timezone.now())


def leaves_the_house(page):
    Member.objects.filter(pk=page.member.pk).update(left_at=timezone.now())


def loses_the_session(page):
    Session.objects.filter(session_key=page.session).delete()


def is_taken_out_of_the_group(page):
    Membership.objects.filter(member=page.member).delete()


def loses_the_role(page):
    Member.objects.filter(pk=page.member.pk).update(role=Role.MEMBER)


ENDS = [signs_out, changes_password, is_suspended, leaves_the_house, loses_the_session]


@pytest.mark.parametrize("revoke", ENDS)
def test_row_38_a_lost_session_closes_the_socket_though_the_push_is_lost(
    ana, bruno, board, lost_pushes, revoke
):
    async def scenario():
        page, other = await Page.of(ana, board.thread), await Page.of(bruno)
        await sync_to_async(revoke)(page)
        await look_again()
        hub.here().deliver(f'{board.thread}\n{{"event":"message","html":"canary"}}')
        assert await page.is_shown_out()
        assert await other.socket.receive_nothing(timeout=0.01, interval=0.01)  # the neighbour stays
        await other.leaves()

    play(scenario)


@pytest.mark.parametrize(("who", "revoke"), [("ana", is_taken_out_of_the_group), ("gema", loses_the_role)])
def test_row_38_a_lost_right_ends_the_watch_though_the_push_is_lost(
    request, marta, board, lost_pushes, who, revoke
):
    member = request.getfixturevalue(who)

    async def scenario():
        page, other = await Page.of(member, board.thread), await Page.of(marta, board.thread)
        await sync_to_async(revoke)(page)
        await look_again()
        hub.here().deliver(f'{board.thread}\n{{"event":"message","html":"canary"}}')
        assert await page.hears() == {"refused": board.thread}
        assert (await other.hears())["html"] == "canary"
        assert await page.says(watch=board.thread) == {"refused": board.thread}
        await page.leaves()
        await other.leaves()

    play(scenario)


def test_row_38_rights_are_looked_at_again_by_themselves_in_time(ana, board, lost_pushes, monkeypatch):
    assert rechecking.PATIENCE <= 5
    monkeypatch.undo()
    assert (
        rechecking.CHECK_EVERY + rechecking.CALM + 1 <= rechecking.PATIENCE
    )  # a second is left for the reading itself
    monkeypatch.setattr(rechecking, "CHECK_EVERY", 0.01)
    monkeypatch.setattr(rechecking, "CALM", 0)

    async def scenario():
        page = await Page.of(ana, board.thread)
        await sync_to_async(is_suspended)(page)
        assert await page.is_shown_out()

    play(scenario)


def test_row_38_who_cannot_be_asked_about_hears_nothing(ana, board, monkeypatch):
    async def scenario():
        page = await Page.of(ana, board.thread)
        hub.here().checked_at -= rechecking.PATIENCE + 1  # the last reading of rights is that long ago
        await push(board.thread, "message", html="canary")
        await push(f"member:{ana.pk}", "notification")
        assert await page.socket.receive_nothing(timeout=0.05)
        await look_again()
        assert await page.hears() == {"event": "resync"}
        assert await page.is_deaf()
        await page.leaves()

    play(scenario)


def test_signing_out_closes_the_sockets_of_that_session_at_once(ana):
    async def scenario():
        page, phone = await Page.of(ana), await Page.of(ana)
        await sync_to_async(signs_out)(page)
        assert await page.is_shown_out()
        assert await phone.is_deaf()
        await phone.leaves()

    play(scenario)


def test_ending_a_member_closes_all_their_sockets_at_once(ana, bruno):
    async def scenario():
        pages, other = [await Page.of(ana), await Page.of(ana)], await Page.of(bruno)
        await sync_to_async(publish.end_member)(ana.pk)
        for page in pages:
            assert await page.is_shown_out()
        assert await other.is_deaf()
        await other.leaves()

    play(scenario)


def test_a_revoked_member_is_deaf_from_the_next_frame_and_another_hears_on(ana, marta, board):
    async def scenario():
        page, other = await Page.of(ana, board.thread), await Page.of(marta, board.thread)
        await sync_to_async(is_taken_out_of_the_group)(page)
        await sync_to_async(publish.revoke)(ana.pk, board.thread)
        await push(board.thread, "message", html="canary")
        assert (await other.hears())["html"] == "canary"
        assert await page.hears() == {"refused": board.thread}
        await page.leaves()
        await other.leaves()

    play(scenario)


@pytest.mark.parametrize("order", [("member", "topic"), ("member", None), (None, "topic"), (None, None)])
def test_whose_right_was_doubted_but_holds_hears_on_and_catches_up(ana, board, order):
    who, what = order

    async def scenario():
        page = await Page.of(ana, board.thread)
        await sync_to_async(publish.revoke)(who and ana.pk, what and board.thread)
        await push(board.thread, "message", html="withheld")
        assert await page.hears() == {"event": "resync", "thread": board.post.pk, "serial": 1}
        await push(board.thread)
        assert await page.hears() == {"event": "changed", "thread": board.post.pk}
        await page.leaves()

    play(scenario)


def test_who_is_revoked_while_the_right_is_asked_hears_nothing(ana, board, monkeypatch):
    async def scenario():
        page = await Page.of(ana)

        async def meanwhile():
            await sync_to_async(Membership.objects.filter(member=ana).delete)()
            hub.here().deliver(f"!rights\n{ana.pk} {board.thread}")
            hub.here().deliver(f'{board.thread}\n{{"event":"message","html":"canary"}}')

        answer_slowly(monkeypatch, meanwhile)
        assert await page.says(watch=board.thread) == {"refused": board.thread}
        assert await page.is_deaf()
        await page.leaves()

    play(scenario)


def test_all_sockets_are_looked_at_in_a_constant_number_of_statements(board, marta, monkeypatch):
    """Row 38's re-read must not grow with the number of people at home."""
    from django.db import connections

    from accounts.live import reading
    from tests import cast

    statements = []
    ask = reading._everything

    def counted(*args):
        with connections["default"].execute_wrapper(
            lambda run, sql, *rest: statements.append(sql) or run(sql, *rest)
        ):
            return ask(*args)

    monkeypatch.setattr(reading, "everything", reading._in(reading._checks, counted))
    crowd = [cast.person(f"P{n}") for n in range(6)]
    Membership.objects.bulk_create(Membership(group=board.group, member=person) for person in crowd)

    async def scenario():
        pages, counts = [], []
        for member in crowd:
            pages.append(await Page.of(member, board.thread))
            await pages[-1].says(watch=board.hall)
            statements.clear()
            await look_again()
            counts.append(len(statements))
        assert set(counts) == {4}  # sessions, members, threads, halls
        for page in pages:
            await page.leaves()

    play(scenario)
