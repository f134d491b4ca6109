"""Accounts in concert: what speaks for it, laid side by side, and never more than that."""

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from community.concert import evidence, listing, tasks
from community.concert.models import Concert
from community.concert.traces import KEPT, Trace
from community.reactions.models import Reaction
from community.writing.repeats import Repeat
from tests import cast
from tests.community.examples import comment, group, post
from tests.community.polls.examples import option, poll

pytestmark = pytest.mark.django_db
SMEAR = "The board steals from the members and everybody knows it, ask for your money back!"


@pytest.fixture
def three(ana, bruno):
    """Three accounts of one person, who praise each other and smear the board; Ana and Bruno are a family."""
    people = [cast.person(name) for name in ("Paco", "Pepa", "Pili")]
    now = timezone.now()
    for day in range(3):
        for one in people:
            Trace.objects.leave(one, address="192.0.2.7", device="Fox", as_of=now - timedelta(day))
        for one in (ana, bruno):
            Trace.objects.leave(one, address="198.51.100.1", device=one.name, as_of=now - timedelta(day))
    for one in people:
        Repeat.objects.count_one(one, SMEAR)
        Repeat.objects.count_one(one, SMEAR.upper())
    return people


def test_three_accounts_are_laid_side_by_side_with_score_and_reasons(three, ana, marta, gema, client_of):
    for _twice in range(2):
        assert Concert.objects.look(timezone.now()) == 3
    assert Concert.objects.count() == 3
    page = client_of(gema).get("/moderation/concert/")
    (cluster,) = page.context["clusters"]
    assert {one.name for one in cluster.people} == {"Paco", "Pepa", "Pili"}
    assert "same device on 3 days" in page.text and "word for word the same" in page.text
    assert "192.0.2" not in page.text and "Ana" not in page.text
    assert client_of(marta).get("/moderation/concert/").status_code == 403
    aside = f"/moderation/concert/{Concert.objects.first().pk}/settlement/"
    assert client_of(marta).post(aside, {"reason": "Mine"}).status_code == 404
    assert Concert.objects.unsettled().count() == 3
    for one in three:
        one.refresh_from_db()
        assert one.is_at_home  # nothing happens by itself


def test_what_was_put_aside_comes_back_only_when_more_speaks_for_it(three, gema, client_of):
    Concert.objects.look(timezone.now())
    client_of(gema).post(
        f"/moderation/concert/{Concert.objects.first().pk}/settlement/", {"reason": "One family"}
    )
    Concert.objects.look(timezone.now())
    assert not Concert.objects.unsettled().exists()
    for one in three[:2]:
        Repeat.objects.count_one(one, f"{SMEAR} And once more, with other words at its end.")
    Concert.objects.look(timezone.now())
    assert Concert.objects.unsettled().count() == 1


def test_mutual_likes_and_the_same_minutes_speak_too_but_friends_alone_do_not(ana, bruno):
    place = group("Courts", ana, bruno)
    for one, other in ((ana, bruno), (bruno, ana)):
        for number in range(4):
            said = post(one, place, f"Number {number} of {one.name}")
            Reaction.objects.create(post=said, member=other, kind="like")
    assert evidence.gathered(timezone.now()) == {}
    Trace.objects.leave(ana, address="2001:db8::1", device="Fox")
    Trace.objects.leave(bruno, address="2001:db8::2", device="Fox")
    below = post(ana, place)
    for one in (ana, bruno):
        comment(one, below)
    ((pair, reasons),) = evidence.gathered(timezone.now()).items()
    assert pair == (ana.pk, bruno.pk) and reasons == {"device": 1, "network": 1, "votes": 4, "timing": 1}


def in_concert(place, one, other, **poll_fields) -> dict:
    """What speaks for the two who sign in from one device and vote alike in each other's polls, two of each."""
    for number, asker in enumerate((one, other, one, other)):
        asked = poll(asker, place, title=f"Poll {number}", **poll_fields)
        for voter in (one, other):
            asked.vote(by=voter, options=[option(asked, "Sunday")])
    return evidence.gathered(timezone.now())


@pytest.fixture
def pair(ana, bruno):
    for one in (ana, bruno):
        Trace.objects.leave(one, address="2001:db8::1", device="Fox")
    return group("Courts", ana, bruno), ana, bruno


def test_votes_in_named_polls_speak_beside_the_rest_and_say_so(pair, gema, client_of):
    place, ana, bruno = pair
    ((found, reasons),) = in_concert(place, ana, bruno).items()
    assert found == (ana.pk, bruno.pk)
    assert reasons == {"device": 1, "network": 1, "polls": 2, "choices": 4}
    assert evidence.score(reasons) == 35 + 10 + 13 + 22
    Concert.objects.look(timezone.now())
    page = client_of(gema).get("/moderation/concert/").text
    assert "voted in 2 named polls of each other" in page and "the same answer in 4 named polls" in page


@pytest.mark.parametrize("kept_from_all", [{"is_anonymous": True}, {"shows_at_end": True}])
def test_what_nobody_may_know_of_a_ballot_is_no_evidence_either(pair, kept_from_all):
    ((_pair, reasons),) = in_concert(*pair, **kept_from_all).items()
    assert reasons == {"device": 1, "network": 1}


def test_those_who_often_differ_have_not_voted_alike(pair):
    place, ana, bruno = pair
    for number in range(5):
        asked = poll(ana, place, title=f"Poll {number}")
        asked.vote(by=ana, options=[option(asked, "Sunday")])
        asked.vote(by=bruno, options=[option(asked, "Sunday" if number < 3 else "Saturday")])
    assert "choices" not in evidence.gathered(timezone.now())[ana.pk, bruno.pk]


def test_a_crowd_behind_one_address_says_nothing(db):
    for number in range(evidence.CROWD + 1):
        member = cast.person(f"Member{number} Of School")
        Trace.objects.leave(member, address="203.0.113.5", device="School")
    assert evidence.gathered(timezone.now()) == {}


def test_traces_hold_no_address_and_are_forgotten_after_a_month(ana, client_of):
    client = client_of()
    client.post("/accounts/login/", {"login": ana.email, "password": cast.PASSWORD}, HTTP_USER_AGENT="Fox")
    trace = Trace.objects.get(member=ana)
    assert "127.0.0" not in repr(vars(trace)) and "Fox" not in repr(vars(trace))
    later = timezone.now() + timedelta(32)
    assert timedelta(30) == KEPT and (Trace.objects.sweep(later), Trace.objects.sweep(later)) == (1, 0)


def test_what_is_older_than_a_month_is_no_evidence_and_is_gone_by_the_night(three):
    for model in (Trace, Repeat):
        model.objects.update(day=F("day") - timedelta(40))
    assert evidence.gathered(timezone.now()) == {}
    tasks.forget()
    assert not Trace.objects.exists() and not Repeat.objects.exists()


def test_whoever_has_the_table_alone_cannot_try_all_addresses(ana, settings):
    """The hashes are keyed: under another key of the house the same place leaves another trace."""
    for key in ("one key of the house" * 3, "another key of the house" * 3):
        settings.SECRET_KEY = key
        Trace.objects.leave(ana, address="192.0.2.7", device="Fox")
        Repeat.objects.count_one(ana, SMEAR)
    for column in ("network", "device"):
        assert len(set(Trace.objects.values_list(column, flat=True))) == 2
    assert len(set(Repeat.objects.values_list("fingerprint", flat=True))) == 2


def test_a_household_is_a_network_and_the_street_is_not(ana):
    for address in (
        "192.0.2.7",
        "192.0.2.200",
        "192.0.3.7",
        "2001:db8:1:2::7",
        "2001:db8:1:2::8",
        "2001:db8:1:3::7",
    ):
        Trace.objects.leave(ana, address=address, device="Fox")
    assert Trace.objects.count() == 4


def test_more_clusters_take_the_same_queries(gema, client_of, django_assert_max_num_queries):
    client = client_of(gema)

    def pairs(count: int) -> None:
        for _n in range(count):
            start = Concert.objects.count()
            one, other = (cast.person(f"P{start}x{k}", handle=f"p{start}x{k}") for k in range(2))
            Concert.objects.create(
                one=one, other=other, cluster=one.pk, score=50, reasons={"device": 1}, seen_at=timezone.now()
            )

    pairs(1)
    client.get("/moderation/concert/")
    with django_assert_max_num_queries(20) as few:
        client.get("/moderation/concert/")
    pairs(5)
    with django_assert_max_num_queries(20) as many:
        client.get("/moderation/concert/")
    assert len(many) == len(few)


def test_the_second_page_goes_on_where_the_first_ended(three, gema, client_of, monkeypatch):
    Concert.objects.look(timezone.now())
    head = Concert.objects.order_by("pk").first()
    other = Concert.objects.order_by("pk").last()
    Concert.objects.filter(pk=other.pk).update(cluster=head.cluster + 1_000_000, score=1)
    monkeypatch.setattr(listing, "SIZE", 1)
    first = client_of(gema).get("/moderation/concert/")
    second = client_of(gema).get("/moderation/concert/" + first.context["next"])
    seen = [[cluster.score for cluster in page.context["clusters"]] for page in (first, second)]
    assert len(seen[0]) == len(seen[1]) == 1 and seen[0] > seen[1] == [1]
