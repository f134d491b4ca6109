"""The statements written by hand say the same as the querysets, for every role and every kind of group."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts import fragments
from accounts.live.watching import rights
from community.comments.models import Comment
from community.feed.queries import cards, newer, these
from community.feed.thread import thread
from community.posts.models import Post
from community.reports.routing import may_judge
from community.writing import calling
from tests.community.examples import closed, comment, everybody, group, post, secret


@pytest.fixture
def cast(ana, bruno, marta, sol, gema):
    return [ana, bruno, marta, sol, gema]


@pytest.fixture
def house(cast, ana, bruno, gema):
    """Groups of every kind, posts and comments in all their states, in each of them."""
    hall = everybody()
    for member in cast:
        hall.admit(member)
    chess = group("Chess", ana)
    chess.promote(ana, by=ana)
    places = [hall, chess, closed("Board", ana), secret("Surprise", ana), secret("Bruno only", bruno)]
    for place in places:
        author = bruno if place.holds(bruno) else ana
        shown = post(author, place, "in sight")
        hidden = post(author, place, "hidden", kind="question")
        gone, answered = post(author, place, "gone"), post(author, place, "gone, with answers")
        for below in (shown, answered):
            first = comment(author, below, "said")
            comment(author, below, "answered", parent=first).hide(by=gema, reason="a rule")
            comment(author, below, "taken back").delete(by=author)
        hidden.hide(by=gema, reason="a rule")
        gone.delete(by=author)
        answered.delete(by=author)
    for keeper in (ana, bruno):
        hall.promote(keeper, by=gema)
    for author in cast[2:]:
        comment(author, post(author, hall, "of the house"), "said by the house")
    return places


@pytest.fixture
def doors(house, ana, sol):
    """A complaint in the closed group and a flagged comment in the secret one: their threads are open to Sol."""
    complaint = post(ana, house[2], "of Sol's team", kind="complaint")
    thread_of_comment = post(ana, house[3], "around a flagged comment")
    ticket = comment(ana, thread_of_comment, "flagged").flag(by=ana).opened
    for opened in (complaint.opened, ticket):
        opened.team.members.add(sol)
    return {complaint.pk, thread_of_comment.pk}


def test_the_statements_and_the_querysets_agree_for_every_role(house, doors, cast, sol):
    """One house for all four: it takes long to furnish."""
    for member in cast:
        the_feed_of_everything_is_what_the_queryset_lets_see(member)
        for place in house:
            wanted = Post.objects.visible_to(member).filter(group=place, deleted_at__isnull=True)
            assert {row.id for row in cards(member, group=place)} == keys(wanted)
            assert place.holds(member) == place.memberships.filter(member=member).exists()
            readers = calling.readers(place).values_list("pk", flat=True)
            assert {one.pk for one in calling.reading(place, [one.pk for one in cast])} == set(readers)
        for said in Comment.objects.all():
            assert (
                said.is_visible_to(member) == Comment.objects.visible_to(member).filter(pk=said.pk).exists()
            )
        for said in Post.objects.select_related("group"):
            the_page_of_a_post_is_what_the_querysets_let_see(member, said)
    staff_read_the_threads_of_their_tickets_and_nothing_else_there(house, doors, sol)


def keys(rows) -> set[int]:
    return set(rows.values_list("pk", flat=True))


def the_feed_of_everything_is_what_the_queryset_lets_see(member):
    wanted = keys(Post.objects.visible_to(member).filter(deleted_at__isnull=True))
    everything = cards(member, show="all", limit=200)
    assert {row.id for row in everything} == wanted
    assert {row.id for row in these(member, Post.objects.values_list("pk", flat=True))} == wanted
    watched = rights((member, f"post:{pk}") for pk in Post.objects.values_list("pk", flat=True))
    assert {int(topic[5:]) for _member, topic in watched} == keys(Post.objects.visible_to(member))
    for show in ("", "unanswered", "staff", "mine"):
        assert {row.id for row in cards(member, show=show, limit=200)} <= wanted
    for row in everything:
        said = Post.objects.get(pk=row.id)
        assert row.is_own == (said.author == member)
        assert row.writes == said.writable_by(member)
        assert row.keeps_order == said.moderated_by(member)
        assert (row.judges and not row.is_own) == may_judge(member, said)
        assert row.is_flaggable == said.is_flaggable


def the_page_of_a_post_is_what_the_querysets_let_see(member, said):
    found = thread(member, said.pk)
    assert (found is not None) == said.is_visible_to(member)
    assert said.is_visible_to(member) == Post.objects.visible_to(member).filter(pk=said.pk).exists()
    if found:
        readable = {row.id for row in found.comments if not row.is_deleted and not row.is_veiled}
        assert readable == keys(Comment.objects.visible_to(member).filter(post=said))
        for row in found.comments:
            judged = may_judge(member, Comment.objects.get(pk=row.id))
            assert (row.judges and not row.is_own) == judged or row.is_deleted


def staff_read_the_threads_of_their_tickets_and_nothing_else_there(house, doors, sol):
    seen = {row.id for row in cards(sol, show="all", limit=200)}
    assert seen & keys(Post.objects.filter(group__in=[house[2], house[3]])) == doors
    assert all(row.writes for row in these(sol, doors)) and not any(
        row.keeps_order for row in these(sol, doors)
    )


def test_newer_counts_what_others_wrote_since(ana, bruno):
    padel, chess = group("Padel", ana, bruno), group("Chess", bruno)
    first = post(ana, padel)
    post(ana, padel)
    post(bruno, padel)
    post(bruno, chess)
    assert newer(ana, first.pk) == 1
    assert newer(ana, first.pk, "all") == 2


def test_pages_follow_each_other_without_gap_or_repeat(ana):
    padel = group("Padel", ana)
    posts = [post(ana, padel, f"number {number}", as_of=padel.created_at).pk for number in range(9)]
    seen, before = [], None
    while rows := cards(ana, before=before, limit=2)[:2]:
        seen += [row.id for row in rows]
        before = rows[-1].id
    assert seen == posts[::-1]


def test_a_pinned_post_goes_first_until_it_was_read(ana, bruno, gema):
    padel = group("Padel", ana, bruno, gema)
    first = post(ana, padel)
    first.pin(by=gema)
    post(ana, padel)
    assert [row.is_pinned for row in cards(bruno)] == [True, False]
    thread(bruno, first.pk, mark=True)
    assert [row.id for row in cards(bruno)][-1] == first.pk
    assert cards(bruno, group=padel)[0].id == first.pk  # in its group it stays on top


@pytest.mark.parametrize("who", ["ana", "sol", "marta"])
def test_more_rows_cost_no_more_statements(who, ana, client_of, request):
    member = request.getfixturevalue(who)
    everybody().admit(member)
    everybody().admit(ana)
    browser = client_of(member)

    def statements(address):
        browser.get(address)  # the first look writes down the visit
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(address).status_code == 200
        return [query["sql"][:200] for query in captured]

    said = post(ana, everybody())
    comment(ana, said)
    few = [statements("/"), statements(f"/posts/{said.pk}/")]
    for number in range(8):
        more = post(ana, everybody(), f"number {number}", as_of=said.created_at)
        comment(ana, more, as_of=said.created_at)
        comment(ana, said, f"number {number}", as_of=said.created_at)
    many = [statements("/"), statements(f"/posts/{said.pk}/")]
    assert [len(page) for page in few] == [len(page) for page in many], many
    assert max(len(page) for page in many) <= 6


def test_drawing_anew_costs_two_statements_more_and_names_one(ana, client_of):
    everybody().admit(ana)
    said = post(ana, everybody(), "Hello @ana")
    comment(ana, said, "Hello @ana")
    browser = client_of(ana)
    for address in ("/", f"/posts/{said.pk}/"):
        Post.objects.get(pk=said.pk).change()
        fragments.memory.clear()
        with CaptureQueriesContext(connection) as captured:
            browser.get(address)
        assert len(captured) <= 7, [query["sql"][:90] for query in captured]
