"""Somebody new: led once, gone on with where they were, never asked twice."""

import pytest
from django.utils import timezone

from accounts.invitations.models import Invitation
from accounts.members import impersonation
from community.groups.models import Group
from community.onboarding.models import FirstSteps, Step
from community.posts.models import Post
from tests.accounts.media.examples import picture, sent
from tests.community.examples import closed, everybody, group, secret

pytestmark = pytest.mark.django_db


@pytest.fixture
def nina(gema):
    everybody()
    return Invitation.issue(by=gema, email="nina@example.com").accept(name="Nina Sol", language="en")


def test_nina_is_led_once(nina, client_of):
    browser = client_of(nina)
    assert browser.get("/", headers={"X-For-Later": "1"}).status_code == 200
    assert browser.get("/").url == "/welcome/"
    assert browser.get("/welcome/").url == "/welcome/you/"
    home = browser.get("/")
    assert home.status_code == 200 and "Your first steps" in home.content.decode()


def test_three_pages_and_she_is_at_home(nina, gema, client_of):
    tennis, browser = group("Tennis", gema), client_of(nina)
    browser.get("/")
    answer = browser.post("/welcome/you/", {"name": "Nina  Solé", "language": "es"})
    assert answer.url == "/welcome/" and browser.get("/welcome/").url == "/welcome/groups/"
    page = browser.get("/welcome/groups/").content.decode()
    assert "Tennis" in page and 'lang="es"' in page
    browser.post("/welcome/groups/", {"groups": [tennis.slug]})
    sent = {"body": "Hola, soy Nina.", "submission": "5d6f0f0e-6a9a-4c3a-9d53-0a8d1f6a7f10"}
    for _twice in range(2):
        assert browser.post("/welcome/hello/", sent).url == "/"
    nina.refresh_from_db()
    assert nina.name == "Nina Solé" and nina.language == "es" and tennis.holds(nina)
    said = Post.objects.get(author=nina)
    assert said.group == Group.objects.default() and said.language == "es"
    assert FirstSteps.objects.of(nina).finished_at and browser.get("/welcome/").url == "/"
    assert "first-steps" not in browser.get("/").content.decode()


def test_row_46_a_newcomer_takes_no_name_of_the_team(nina, sol, client_of):
    answer = client_of(nina).post("/welcome/you/", {"name": "S0l 0rtega", "language": "en"})
    assert (
        answer.status_code == 422 and str(impersonation.TEAM) in answer.text and "S0l 0rtega" in answer.text
    )
    nina.refresh_from_db()
    assert nina.name == "Nina Sol"


def test_what_she_passes_over_is_not_asked_again(nina, client_of):
    browser = client_of(nina)
    browser.post("/welcome/you/passing/")
    assert FirstSteps.objects.of(nina).left == [Step.GROUPS, Step.HELLO]
    browser.post("/welcome/end/")
    assert browser.get("/").status_code == 200 and browser.get("/welcome/").url == "/"
    nina.leave()
    Invitation.issue(by=None, email="nina@example.com").accept(name="Nina")
    assert FirstSteps.objects.of(nina).left == []  # she is back, and knows the house


def test_only_groups_that_she_may_know_of_are_offered(nina, gema, ana, client_of):
    closed("Board", gema), secret("Party", gema), group("Chess", gema)
    page = client_of(nina).get("/welcome/groups/").content.decode()
    assert "Chess" in page and "Board" in page and "Party" not in page
    answer = client_of(nina).post("/welcome/groups/", {"groups": ["board"]})
    assert answer.status_code == 422 and not Group.objects.get(slug="board").holds(nina)


def test_who_joined_before_is_left_in_peace(ana, client_of):
    ana.joined_at = timezone.now()
    assert client_of(ana).get("/").status_code == 200
    assert FirstSteps.objects.of(ana).left == [] and not FirstSteps.objects.exists()


@pytest.mark.parametrize(
    ("who", "words"),
    [("ana", "Here is where to begin"), ("marta", "Welcome those who come"), ("sol", "waits on the desk"),
     ("gema", "The table is laid")],
)  # fmt: skip
def test_an_empty_home_says_what_to_do(who, words, request, client_of):
    member = request.getfixturevalue(who)
    assert words in client_of(member).get("/").content.decode()


def test_her_picture_comes_with_her_name_and_what_is_no_picture_is_said(nina, client_of):
    browser, said = client_of(nina), {"name": "Nina Solé", "language": "en"}
    answer = browser.post("/welcome/you/", said | {"picture": sent(b"MZ\x90\x00" + b"\0" * 99, "nina.png")})
    assert answer.status_code == 422 and "not accepted" in answer.content.decode()
    assert browser.post("/welcome/you/", said | {"picture": sent(picture(), "nina.png")}).status_code == 302
    nina.refresh_from_db()
    assert nina.avatar.owner == nina
