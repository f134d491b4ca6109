"""Badges count what happened in a year, the same however often they are counted, and are shown to whom one likes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.members.models import Member
from community.badges.models import Badge
from community.events.models import Rsvp
from community.posts.models import Post
from community.profiles.choices import ProfileChoice
from tests.cast import person
from tests.community.events.examples import event
from tests.community.examples import comment, everybody, post
from tests.community.profiles.examples import MINOR

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def had(member) -> dict[tuple[str, int], int]:
    return {(badge.rule, badge.year): badge.count for badge in Badge.objects.filter(member=member)}


@pytest.fixture
def hall(ana, bruno, gema):
    place = everybody()
    Member.objects.update(joined_at=datetime(2023, 11, 23, tzinfo=UTC))
    for one in (ana, bruno, gema):
        place.admit(one)
    return place


def test_each_rule_counts_its_year_from_what_is_there_and_a_second_night_changes_nothing(
    hall, ana, bruno, gema
):
    asked = post(ana, hall, "Which way?", kind="question", as_of=NOW - timedelta(days=400))
    said = comment(bruno, asked, "That way.", as_of=NOW)
    said.accept(by=ana, as_of=NOW)
    own = post(bruno, hall, "And mine?", kind="question", as_of=NOW)
    comment(bruno, own, "Found it.", as_of=NOW).accept(by=bruno, as_of=NOW)  # one's own does not count
    idea = post(bruno, hall, "A bench", kind="suggestion", as_of=NOW)
    idea.decide("done", by=gema, as_of=NOW)
    party = event(ana, hall)
    Rsvp.objects.create(event=party, member=bruno, answer="yes", arrived_at=NOW - timedelta(days=3))
    Rsvp.objects.create(event=party, member=ana, answer="yes")  # said so, and did not come
    assert Badge.objects.award(NOW + timedelta(hours=1)) > 0
    assert had(bruno) == {
        ("first-post", 2026): 1, ("answers", 2026): 1, ("ideas", 2026): 1, ("events", 2026): 1, ("years", 2025): 2,
    }  # fmt: skip
    assert had(ana) == {("first-post", 2025): 1, ("years", 2025): 2}
    assert not had(gema)  # who works here has no need of them
    assert Badge.objects.award(NOW + timedelta(hours=1)) == 0
    Badge.objects.award(NOW + timedelta(days=2))
    assert had(ana)["years", 2026] == 3  # the day has come round
    said.delete(by=bruno)
    Post.objects.filter(pk=idea.pk).update(hidden_at=NOW)
    Badge.objects.award(NOW + timedelta(days=2))
    assert {rule for rule, _year in had(bruno)} == {"first-post", "events", "years"}


def test_the_year_is_the_one_of_the_house(hall, ana):
    eve = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # half past midnight in Madrid
    post(ana, hall, as_of=eve)
    Badge.objects.award(eve + timedelta(hours=1))
    assert ("first-post", 2027) in had(ana) and ("first-post", 2026) not in had(ana)


def test_a_complaint_costs_no_badge_and_silence_brings_none(hall, ana, bruno, gema):
    post(ana, hall, "Cold showers", kind="complaint", as_of=NOW)
    Badge.objects.award(NOW + timedelta(hours=1))
    assert had(ana).keys() - had(bruno).keys() == {("first-post", 2026)}


def test_the_statements_are_the_same_however_many_people_there_are(hall, ana):
    counts = []
    for batch in range(2):
        for number in range(3):
            newcomer = person(f"P{batch}{number}")
            hall.admit(newcomer)
            post(newcomer, hall, as_of=NOW)
        Badge.objects.award(NOW + timedelta(hours=1))
        with CaptureQueriesContext(connection) as captured:
            assert Badge.objects.award(NOW + timedelta(hours=1)) == 0
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_ana_shows_them_or_not_and_of_a_minor_only_their_groups_see_them(hall, ana, bruno, client_of):
    post(ana, hall, as_of=NOW)
    Badge.objects.award(NOW + timedelta(hours=1))
    assert "First post" in client_of(bruno).get("/members/ana/").text
    Member.objects.filter(pk=ana.pk).update(born_on=MINOR)
    assert "First post" not in client_of(bruno).get("/members/ana/").text
    assert "First post" in client_of(ana).get("/members/ana/").text
    ProfileChoice.objects.choose(by=ana, shows_badges=False)
    assert "First post" not in client_of(ana).get("/members/ana/").text
