"""Polls on the pages: the composer, the card, the ballot, the results, and what nobody may learn."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts import fragments
from community.polls.models import Poll, PollOption, Vote
from tests.community.examples import closed, everybody, group
from tests.community.polls.examples import option, poll
from tests.community.posts.pictures import file


@pytest.fixture
def padel(ana, bruno):
    everybody()
    return group("Padel", ana, bruno)


def asked(browser, path: str) -> int:
    """How many statements the page costs, drawn before."""
    browser.get(path)
    with CaptureQueriesContext(connection) as captured:
        browser.get(path)
    return len(captured)


def text(answer) -> str:
    return answer.content.decode()


def asking(place, **fields) -> dict:
    sent = {"kind": "poll", "group": place.slug, "submission": str(uuid.uuid4()), "title": "Which day?"}
    return sent | {"option-0": "Friday", "option-1": "Saturday"} | fields


def test_ana_asks_her_group(ana, padel, client_of):
    page = client_of(ana).get(f"/posts/new/?kind=poll&group={padel.slug}")
    assert 'name="option-9"' in text(page) and 'name="kind" value="poll"' in text(page)
    answer = client_of(ana).post("/posts/new/", asking(padel, is_anonymous="on"), follow=True)
    (made,) = Poll.objects.all()
    assert made.is_anonymous and made.post.group == padel
    assert "Anonymous: nobody sees what you choose." in text(answer) and "Saturday" in text(answer)


def test_the_common_composer_leads_to_the_one_for_polls(ana, padel, client_of):
    page = text(client_of(ana).get(f"/posts/new/?group={padel.slug}"))
    assert f"/posts/new/?kind=poll&amp;group={padel.slug}" in page


def test_a_mistake_keeps_what_was_typed_and_the_pictures(ana, padel, client_of):
    sent = asking(padel) | {"option-1": "", "picture-0": file(), "closes_at": "2020-01-01T10:00"}
    page = client_of(ana).post("/posts/new/", sent)
    assert page.status_code == 422
    # Beside the options, and in the list of mistakes.
    assert text(page).count("Give two options at least.") == 2
    assert 'value="Friday"' in text(page) and 'name="kept-0"' in text(page)
    kept = str(ana.uploads.get().pk)
    again = asking(padel) | {"kept-0": kept, "closes_at": "2020-01-01T10:00"}
    page = client_of(ana).post("/posts/new/", again)
    assert page.status_code == 422 and "That moment has passed." in text(page)
    client_of(ana).post("/posts/new/", asking(padel) | {"kept-0": kept})
    assert str(Poll.objects.get().options.first().upload_id) == kept


def test_the_hour_of_closing_is_the_houses(ana, padel, client_of):
    client_of(ana).post("/posts/new/", asking(padel, closes_at="2031-07-01T20:00"))
    assert Poll.objects.get().closes_at.isoformat() == "2031-07-01T18:00:00+00:00"


def test_results_come_after_the_vote(ana, bruno, padel, client_of):
    day = poll(bruno, padel)
    day.vote(by=bruno, options=[option(day, "Friday")])
    before = text(client_of(ana).get("/"))
    assert "leads with" not in before and 'type="radio"' in before
    answer = client_of(ana).post(
        f"/polls/{day.pk}/vote/", {f"poll-{day.pk}": option(day, "Friday"), "next": "/"}, follow=True
    )
    assert answer.redirect_chain[-1][0] == "/"
    assert "“Friday” leads with 2 votes." in text(answer) and "Your vote" in text(answer)
    assert "Change my vote" in text(answer)


def test_with_scripts_the_poll_alone_comes_back(ana, bruno, padel, client_of):
    day = poll(bruno, padel)
    sent = {f"poll-{day.pk}": option(day, "Friday")}
    piece = text(client_of(ana).post(f"/polls/{day.pk}/vote/", sent, headers={"HX-Request": "true"}))
    assert piece.startswith('<div class="poll"') and "Your vote" in piece
    piece = text(client_of(ana).post(f"/polls/{day.pk}/vote/", {}, headers={"HX-Request": "true"}))
    assert "Choose an option first." in piece and " checked" in piece


def test_without_a_choice_the_ballot_comes_back_with_a_sentence(ana, bruno, padel, client_of):
    day = poll(bruno, padel)
    answer = client_of(ana).post(f"/polls/{day.pk}/vote/", {f"poll-{day.pk}": "x"})
    assert answer.status_code == 422 and "Choose an option first." in text(answer)


def test_a_closed_poll_shows_everybody_how_it_went(ana, bruno, padel, client_of):
    day = poll(bruno, padel)
    day.vote(by=bruno, options=[option(day, "Friday")])
    day.close(by=bruno)
    page = text(client_of(ana).get(f"/posts/{day.pk}/"))
    assert "“Friday” has won with 1 vote." in page and "Change my vote" not in page
    answer = client_of(ana).post(f"/polls/{day.pk}/vote/", {f"poll-{day.pk}": option(day, "Sunday")})
    assert answer.status_code == 403 and Vote.objects.count() == 1


def test_results_at_the_end_are_shown_at_the_end(ana, bruno, padel, client_of):
    now = timezone.now()
    day = poll(bruno, padel, shows_at_end=True, closes_at=now + timedelta(hours=1))
    day.vote(by=ana, options=[option(day, "Friday")])
    page = text(client_of(ana).get(f"/posts/{day.pk}/"))
    assert "leads with" not in page and "Results come when it closes." in page and " checked" in page
    assert client_of(ana).get(f"/polls/{day.pk}/votes/").status_code == 404
    Poll.objects.filter(pk=day.pk).update(closes_at=now)
    assert "has won with 1 vote." in text(client_of(ana).get(f"/posts/{day.pk}/"))


def test_row_13_nobody_learns_who_voted_in_an_anonymous_poll(ana, bruno, gema, padel, client_of):
    day = poll(bruno, padel, is_anonymous=True)
    day.vote(by=ana, options=[option(day, "Friday")])
    day.close(by=bruno)
    for member in (bruno, gema):
        assert client_of(member).get(f"/polls/{day.pk}/votes/").status_code == 404
        assert "Ana" not in text(client_of(member).get(f"/posts/{day.pk}/"))


def test_row_13_who_voted_what_is_shown_only_with_the_results(ana, bruno, padel, client_of):
    day = poll(bruno, padel)
    day.vote(by=ana, options=[option(day, "Friday")])
    assert client_of(bruno).get(f"/polls/{day.pk}/votes/").status_code == 404
    day.vote(by=bruno, options=[option(day, "Sunday")])
    assert "Ana Ruiz" in text(client_of(bruno).get(f"/polls/{day.pk}/votes/"))


def test_an_outsider_knows_of_no_poll_in_a_closed_group(ana, bruno, client_of):
    everybody()
    day = poll(ana, closed("Board", ana))
    for path in ("vote", "votes", "closing"):
        assert client_of(bruno).post(f"/polls/{day.pk}/{path}/").status_code in (404, 405)
        assert client_of(bruno).get(f"/polls/{day.pk}/{path}/").status_code in (404, 405)


def test_who_reads_and_does_not_belong_sees_the_poll_and_cannot_vote(ana, gema, marta, padel, client_of):
    day = poll(ana, padel)
    page = text(client_of(marta).get(f"/posts/{day.pk}/"))
    assert "Members of the group can vote." in page and "disabled" in page


def test_twenty_polls_cost_one_statement_more_than_none(ana, bruno, padel, client_of):
    browser = client_of(ana)
    none = asked(browser, "/")
    made = [poll(bruno, padel, title=f"Day {n}?", as_of=timezone.now()) for n in range(20)]
    for one in made[:10]:
        one.vote(by=ana, options=[option(one, "Friday")])
    fragments.memory.clear()
    assert asked(browser, "/") == none + 1 <= 6


def test_from_the_ballot_by_itself_one_comes_to_the_results(ana, bruno, padel, client_of):
    day = poll(bruno, padel)
    path = f"/polls/{day.pk}/vote/"
    answer = client_of(ana).post(path, {f"poll-{day.pk}": option(day, "Friday"), "next": path})
    assert answer.url == f"/posts/{day.pk}/"


def test_row_20_markup_in_question_and_options_is_text(ana, bruno, padel, client_of):
    day = poll(bruno, padel, "<script>x()</script>", "<img src=x onerror=x()>", title="<b>Which</b> day?")
    day.vote(by=ana, options=[option(day, "<script>x()</script>")])
    day.vote(by=bruno, options=[option(day, "<img src=x onerror=x()>")])
    for path in ("/", f"/posts/{day.pk}/", f"/polls/{day.pk}/vote/", f"/polls/{day.pk}/votes/"):
        page = text(client_of(ana).get(path))
        assert "<script>x()" not in page and "<img src=x" not in page and "<b>Which" not in page
        assert "&lt;b&gt;Which" in page


def test_a_poll_without_words_below_it_can_be_a_complaint(ana, bruno, padel, client_of):
    day = poll(bruno, padel, title="Who else was charged twice?")
    raised = day.post.flag(by=ana)
    assert "Who else was charged twice?" in text(client_of(bruno).get(raised.opened.get_absolute_url()))


def test_an_option_of_somebody_else_says_who_brought_it(ana, bruno, client_of):
    asked = poll(ana, group("Padel", ana, bruno))
    one, two = asked.options.order_by("position")[:2]
    PollOption.objects.filter(pk=one.pk).update(by=bruno)
    bruno.left_at = timezone.now()
    assert [PollOption.objects.get(pk=one.pk).maker, two.maker] == ["Bruno Gil", ""]
    bruno.save()
    assert PollOption.objects.get(pk=one.pk).maker == "Former member"
