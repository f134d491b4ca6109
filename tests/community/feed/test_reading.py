"""Where somebody is in a thread: the line before what is new, the way to it, and what comes while they look."""

from datetime import timedelta

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.comments.models import Comment
from community.feed.thread import PAGE
from community.groups.memberships import Membership
from community.posts.models import PostRead
from tests.community.examples import comment, group, post

LINE = 'id="new"'


def ago(**span):
    return timezone.now() - timedelta(**span)


def read(client, said, query=""):
    return client.get(f"/posts/{said.pk}/{query}").content.decode()


def live_of(page: str) -> str:
    """The address that the open page asks when something happens."""
    return page.split('data-live-src="')[1].split('"')[0].replace("&amp;", "&")


def test_a_line_stands_before_the_first_comment_that_ana_does_not_know(ana, bruno, client_of):
    said = post(bruno, group("Padel", ana, bruno), as_of=ago(hours=9))
    first = comment(bruno, said, "from before", as_of=ago(hours=8))
    comment(bruno, said, "the last from before", as_of=ago(hours=7))
    browser = client_of(ana)
    assert LINE not in read(browser, said)  # all of it is new on the first visit: a line would part nothing
    comment(bruno, said, "an answer in between", parent=first, as_of=ago(hours=2))
    comment(ana, said, "her own words", as_of=ago(hours=1))
    assert f'href="/posts/{said.pk}/unread/"' in browser.get("/").content.decode()
    assert browser.get(f"/posts/{said.pk}/unread/").url == f"/posts/{said.pk}/#new"
    page = read(browser, said)
    assert page.index("from before") < page.index(LINE) < page.index("an answer in between")
    assert LINE not in read(browser, said)  # she has seen it by now
    assert browser.get(f"/posts/{said.pk}/unread/").url == f"/posts/{said.pk}/#comments"


def test_opening_a_long_thread_reads_its_first_page_alone(ana, bruno, client_of):
    said = post(bruno, group("Padel", ana, bruno), as_of=ago(hours=9))
    rows = [
        Comment(post=said, author=bruno, body="x", language="en", created_at=ago(hours=8, seconds=-number))
        for number in range(PAGE + 10)
    ]
    made = Comment.objects.bulk_create(rows)
    said.count_comment(PAGE + 10, ago(hours=7))
    browser = client_of(ana)
    read(browser, said)
    assert PostRead.objects.get(member=ana).comment_count == PAGE
    assert "10 new" in browser.get("/").content.decode()
    further = browser.get(f"/posts/{said.pk}/unread/").url
    assert further.startswith(f"/posts/{said.pk}/?after=") and further.endswith("#new")
    page = browser.get(further.partition("#")[0]).content.decode()
    assert page.index(LINE) < page.index(f'id="comment-{made[PAGE].pk}"')
    assert PostRead.objects.get(member=ana).comment_count == PAGE + 10
    assert "/unread/" not in browser.get("/").content.decode()


def test_who_comes_back_and_finds_nothing_new_writes_nothing(ana, bruno, client_of):
    """Not a lock either: it would be written down like a change, at every look of everybody."""
    said = post(bruno, group("Padel", ana, bruno), as_of=ago(hours=9))
    comment(bruno, said, "a while ago", as_of=ago(hours=8))
    browser = client_of(ana)
    read(browser, said)
    before = written_down(said, ana)
    read(browser, said)
    assert written_down(said, ana) == before
    comment(bruno, said, "just now")
    read(browser, said)
    assert written_down(said, ana) != before


def written_down(said, member) -> tuple:
    """Which transaction wrote the mark, which one locked or changed it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT xmin::text, xmax::text FROM community_postread WHERE post_id = %s AND member_id = %s",
            [said.pk, member.pk],
        )
        return cursor.fetchone()


def test_what_comes_while_ana_reads_waits_behind_a_pill(ana, bruno, sol, client_of):
    place = group("Padel", ana, bruno, sol)
    said = post(bruno, place, as_of=ago(hours=9))
    comment(bruno, said, "there when she opened it", as_of=ago(hours=8))
    browser = client_of(ana)
    live = live_of(read(browser, said))
    comment(bruno, said, "while she reads")
    comment(ana, said, "said on her phone")
    comment(sol, said, "the house answers", official=True)
    page = browser.get(live).content.decode()
    assert "1 new comment" in page and "while she reads" not in page
    assert (
        "said on her phone" in page and "the house answers" in page
    )  # her own, and answers, wait for nothing
    assert PostRead.objects.get(member=ana).comment_count == 1
    more = page.split('data-more="')[1].split('"')[0]
    page = browser.get(more).content.decode()
    assert page.index(LINE) < page.index("while she reads") and "data-more" not in page
    assert PostRead.objects.get(member=ana).comment_count == 4
    assert LINE in browser.get(live_of(page)).content.decode()  # the line stays as long as the page is open


def test_what_was_hidden_or_taken_back_meanwhile_is_not_counted_as_new(ana, bruno, gema, client_of):
    place = group("Padel", ana, bruno, gema)
    said = post(bruno, place, as_of=ago(hours=9))
    browser = client_of(ana)
    live = live_of(read(browser, said))
    comment(bruno, said, "an insult").hide(by=gema, reason="a rule")
    comment(bruno, said, "a slip").delete(by=bruno)
    assert "data-more" not in browser.get(live).content.decode()


def test_ones_own_words_are_not_the_first_unread(ana, bruno, client_of):
    said = post(bruno, group("Padel", ana, bruno), as_of=ago(hours=9))
    comment(bruno, said, "before", as_of=ago(hours=8))
    browser = client_of(ana)
    read(browser, said)
    PostRead.objects.filter(member=ana).update(read_to=ago(hours=5))
    comment(ana, said, "from her phone", as_of=ago(hours=3))
    assert browser.get(f"/posts/{said.pk}/unread/").url == f"/posts/{said.pk}/#comments"
    comment(bruno, said, "an answer", as_of=ago(hours=2))
    assert browser.get(f"/posts/{said.pk}/unread/").url == f"/posts/{said.pk}/#new"


def test_an_address_that_somebody_made_up_is_an_ordinary_thread(ana, bruno, client_of):
    said = post(bruno, group("Padel", ana, bruno))
    comment(bruno, said, "there")
    for query in ("?upto=x&since=-1", "?upto=9999999999999999", "?since=" + "9" * 40):
        assert "there" in client_of(ana).get(f"/posts/{said.pk}/thread/{query}").content.decode()


def test_ana_says_of_all_her_groups_how_much_they_tell_her(ana, bruno, client_of):
    first = [group(f"Group {number}", ana) for number in range(2)]
    other = group("Chess", bruno)
    browser = client_of(ana)
    address = "/settings/notifications/groups/"
    with CaptureQueriesContext(connection) as few:
        browser.get(address)
    first += [group(f"Group {number}", ana) for number in range(2, 9)]
    with CaptureQueriesContext(connection) as many:
        browser.get(address)
    assert len(many) <= len(few)
    chosen = {f"group-{one.pk}": "mute" for one in first} | {f"group-{first[0].pk}": "follow"}
    browser.post(address, chosen | {f"group-{other.pk}": "mute"})
    levels = dict(Membership.objects.filter(member=ana).values_list("group__name", "level"))
    assert levels.pop("Group 0") == "follow" and set(levels.values()) == {"mute"}
    assert Membership.objects.get(member=bruno).level == "normal"
    assert browser.post(address, chosen | {f"group-{first[0].pk}": "loud"}).status_code == 422
