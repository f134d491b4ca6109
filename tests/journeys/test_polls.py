"""A poll on two screens: one asks, both vote, then a crowd, the open page counts along, it closes."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.people import signed_in, window_of

IN_LANGUAGE = """
from accounts.models import Member
Member.objects.filter(handle__in=["ana", "bruno"]).update(language="{language}")
"""
# Everybody else in the group, again and again, from ten devices at a time: two hundred votes.
CROWD = """
from concurrent.futures import ThreadPoolExecutor
from django.db import connections
from accounts.models import Member
from community.models import Poll
poll = Poll.objects.order_by("-pk").first()
options = list(poll.options.values_list("pk", flat=True))
people = list(Member.objects.filter(memberships__group=poll.post.group).exclude(handle__in=["ana", "bruno"]))
def vote(number):
    chosen = options[(number // len(people) + number) % len(options)]
    Poll.objects.get(pk=poll.pk).vote(by=people[number % len(people)], options=[chosen])
    connections.close_all()
with ThreadPoolExecutor(10) as devices:
    list(devices.map(vote, range(200)))
print(len(people))
"""
LAW = """
from accounts.invariants import LAWS
print(sum(law.violations() for law in LAWS if law.id == "I7"))
"""
COUNTED = """
import json
from community.models import Poll, Vote
poll = Poll.objects.order_by("-pk").first()
sums = [option.vote_count for option in poll.options.all()]
print(json.dumps([poll.voter_count, sums, Vote.objects.filter(poll=poll).count()]))
"""


@pytest.fixture(params=["es", "en"])
def language(request, house):
    house.run(IN_LANGUAGE.format(language=request.param))
    return request.param


def asks(person, question: str, *options: str) -> None:
    """From the common composer to the one for polls."""
    person.go("/posts/new/?group=gimnasio")
    person.press("a.kind-poll")
    person.page.locator("#id_title").fill(question)
    for number, option in enumerate(options):
        person.page.locator(f"#id_option-{number}").fill(option)
    person.finds_the_page_sound()
    person.press(".send-bar button")
    person.page.wait_for_url("**/posts/*/")


def votes(person, option: str) -> None:
    person.page.locator(".poll label.choice", has_text=option).click()
    person.press(".poll button[formaction$='/vote/']")
    person.sees(".poll-results")


def test_a_poll_counts_along_on_the_open_page(browser, house, language):
    window = window_of(language)
    with (
        signed_in(browser, house, "ana", language, window) as ana,
        signed_in(browser, house, "bruno", language, window) as bruno,
    ):
        question = f"Which day suits us ({language})?"
        asks(ana, question, "Friday", "Saturday", "Sunday")
        expect(ana.page.locator(".poll label.choice")).to_have_count(3)
        ana.finds_the_page_sound()
        votes(ana, "Friday")
        ana.finds_the_page_sound()

        bruno.go("/")
        card = bruno.page.locator("article", has_text=question)
        card.locator("label.choice", has_text="Sunday").click()
        card.locator("button[formaction$='/vote/']").click()
        expect(card.locator(".poll-results")).to_be_visible()
        bruno.finds_the_page_sound()
        # Live: Ana has not touched anything.
        expect(ana.page.locator(".poll-line", has_text="Sunday").locator(".numbers")).to_contain_text(
            "1", timeout=15000
        )
        expect(ana.page.locator(".poll-leads")).to_have_count(2)

        card.locator("a[href$='/vote/']").click()
        card.locator("label.choice", has_text="Friday").click()
        card.locator("button[formaction$='/vote/']").click()
        expect(card.locator(".poll-leads")).to_have_count(1)
        expect(ana.page.locator(".poll-leads")).to_have_count(1, timeout=15000)
        expect(ana.page.locator(".poll-leads")).to_contain_text("Friday")

        # A crowd votes at once: the page that was open all the time ends with the sum that the house has.
        everybody = int(house.run(CROWD)) + 2
        expect(ana.page.locator(".poll-foot")).to_contain_text(f"{everybody} ", timeout=15000)
        voters, sums, votes_given = house.ask(COUNTED)
        assert voters == sum(sums) == votes_given == everybody and house.run(LAW) == "0"
        for line, count in zip(ana.page.locator(".poll-line .numbers").all(), sums, strict=True):
            expect(line).to_contain_text(re.compile(rf"^\s*{count} "), timeout=15000)

        ana.press(".poll-acts button")
        expect(ana.page.locator(".poll a[href$='/vote/']")).to_have_count(0)
        ana.finds_the_page_sound()
        bruno.go("/notifications/")
        bruno.reads(question)
    assert house.ask(COUNTED) == [voters, sums, votes_given]


def test_a_poll_without_scripts(browser, house, language):
    window = window_of(language)
    with signed_in(browser, house, "ana", language, window, scripts=False) as ana:
        ana.go("/posts/new/?kind=poll&group=gimnasio")
        ana.page.locator("#id_title").fill(f"By day or by night ({language})?")
        ana.page.locator("#id_option-0").fill("By day")
        ana.press("details.poll-more summary")
        ana.page.locator("#id_option-4").fill("By night")
        ana.press(".send-bar button")
        ana.page.locator(".poll label.choice", has_text="By night").click()
        ana.press(".poll button[formaction$='/vote/']")
        ana.sees(".poll-results")
        ana.press(".poll a[href$='/vote/']")
        ana.page.locator(".poll label.choice", has_text="By day").click()
        ana.press(".poll button[formaction$='/vote/']")
        expect(ana.page.locator(".poll-leads")).to_contain_text("By day")
    assert house.ask(COUNTED) == [1, [1, 0], 1]
