"""A tournament is no "event", nor a photo contest a "poll", wherever one reads what a post is."""

import re

import pytest

from community.models import Poll
from community.posts import sorts
from community.posts.models import Post
from tests.community.contests.examples import contest
from tests.community.events.examples import event
from tests.community.examples import everybody, group, post
from tests.community.polls.examples import poll
from tests.community.tournaments.examples import tournament


@pytest.fixture
def padel(ana, bruno, marta, gema):
    everybody()
    return group("Padel", ana, bruno, gema)


def text(answer) -> str:
    return answer.content.decode()


def chips(page: str) -> list[str]:
    return sorted(name for name in ("contest", "event", "poll", "tournament") if f'chip kind-{name}"' in page)


@pytest.mark.django_db
def test_each_goes_by_its_own_word_on_its_card_its_page_and_in_the_search(ana, gema, bruno, padel, client_of):
    cup = tournament(ana, padel, title="Zeppelin cup")
    best = contest(gema, padel, title="Zeppelin pictures")
    browser = client_of(bruno)
    assert chips(text(browser.get("/"))) == ["contest", "tournament"]
    for one, word in ((cup, "Tournament"), (best, "Photo contest")):
        assert word in text(browser.get(one.post.get_absolute_url()))
    day, date = poll(ana, padel, title="Zeppelin day?"), event(ana, padel, title="Zeppelin dinner")
    posts = {"contest": best.post, "event": date.post, "poll": day.post, "tournament": cup.post}
    assert chips(text(browser.get("/search/?q=zeppelin"))) == sorted(posts)
    for kind, said in posts.items():
        found = browser.get("/search/", {"q": "zeppelin", "kind": kind}).context["found"].rows
        assert [row.post for row in found] == [said.pk]
    assert "Photo contest" in text(browser.get("/groups/padel/polls/"))


@pytest.mark.django_db
def test_whoever_writes_is_led_to_both(ana, padel, client_of):
    page = text(client_of(ana).get("/posts/new/?group=padel"))
    for name, address in (("contest", "/contests/new/"), ("tournament", "/tournaments/new/")):
        assert f'class="choice kind-{name} quiet-link" href="{address}?group=padel"' in page


@pytest.mark.django_db
def test_words_cost_one_statement_and_none_where_no_kind_has_two(ana, padel, django_assert_num_queries):
    story, day = post(ana, padel), poll(ana, padel)
    assert isinstance(day, Poll)
    with django_assert_num_queries(0):
        assert sorts.of({story.pk: "story"}) == {story.pk: "story"}
    with django_assert_num_queries(1):
        assert sorts.of({story.pk: "story", day.pk: "poll"}) == {story.pk: "story", day.pk: "poll"}
    assert Post.objects.filter(sorts.narrowed("contest")).count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("make", [poll, event, tournament, contest])
def test_whoever_reads_and_does_not_belong_joins_where_they_are_and_goes_on(
    make, ana, marta, padel, client_of
):
    made = make(ana, padel)
    address = f"/posts/{made.pk}/" if make is poll else made.get_absolute_url()
    if make is event:
        address = f"/events/{made.pk}/"
    browser, button = client_of(marta), 'formaction="/groups/padel/membership/" name="here" value="1">'
    assert button in text(browser.get(address))
    joined = browser.post("/groups/padel/membership/", {"here": "1", "next": address})
    assert joined.url == address and padel.holds(marta)
    assert button not in re.sub("<p hidden>.*?</p>", "", text(browser.get(address)), flags=re.DOTALL)
    away = {"here": "1", "next": "https://elsewhere.example/"}
    assert client_of(ana).post("/groups/padel/membership/", away).url == "/groups/padel/"
