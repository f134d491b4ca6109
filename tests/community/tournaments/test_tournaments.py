"""From the first entry to the last match: places, the draw, results, withdrawals, corrections, and crowds."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.invariants import LAWS
from community.notifications.models import Notification
from community.tournaments.models import Match, Tournament
from tests.community.examples import closed, comment, everybody, group
from tests.community.tournaments.examples import again, crowd, drawn, fresh, open_matches, play, tournament
from tests.parallel import together


@pytest.fixture
def padel(ana, bruno, marta):
    everybody()
    return group("Padel", ana, bruno, marta)


def broken_laws() -> dict[str, int]:
    return {law.sentence: count for law in LAWS if law.id[0] in "BS" and (count := law.violations())}


def told(kind: str) -> list[str]:
    return sorted(Notification.objects.filter(kind=kind).values_list("member__handle", flat=True))


@pytest.mark.django_db
def test_five_play_a_knockout_to_its_end(ana, padel):
    cup = drawn(tournament(ana, padel), *crowd(padel, 5))
    free = [match for match in cup.matches.all() if match.how == "free"]
    assert len(free) == 3 and cup.matches.count() == 7 and not broken_laws()
    assert len(told("tournaments.drawn")) == 5
    play(cup, ana)
    cup = fresh(cup)
    final = cup.matches.order_by("-round").first()
    assert cup.ended_at and cup.champion == final.winner == final.home
    assert len(told("tournaments.ended")) == 5 and not broken_laws()
    assert told("tournaments.next")


@pytest.mark.django_db
def test_an_odd_league_is_played_and_its_table_says_who_won(ana, padel):
    people = crowd(padel, 3)
    league = drawn(tournament(ana, padel, mode="league"), *people)
    assert league.matches.count() == 3
    for match in open_matches(league):
        wins = match.home.captain == people[1] or (people[1] not in (match.home.captain, match.away.captain))
        match.decide(by=ana, home_score=int(wins), away_score=int(not wins))
    assert fresh(league).champion.captain == people[1] and not broken_laws()


@pytest.mark.django_db
def test_one_entry_is_no_tournament_and_open_entries_are_not_drawn(ana, bruno, padel):
    cup = tournament(ana, padel)
    cup.enter(by=bruno)
    with pytest.raises(ValidationError, match="still open"):
        cup.draw(by=ana)
    with pytest.raises(ValidationError, match="Two entries"):
        cup.draw(by=ana, as_of=timezone.now() + timedelta(days=3))
    assert not fresh(cup).seed


@pytest.mark.django_db
def test_places_and_the_closing_time_hold(ana, bruno, marta, padel):
    cup = tournament(ana, padel, entries_most=2)
    for member in (ana, bruno, ana):
        cup.enter(by=member)
    with pytest.raises(ValidationError, match="closed"):
        cup.enter(by=marta, as_of=timezone.now() + timedelta(days=3))
    with transaction.atomic(), pytest.raises(IntegrityError):
        Tournament.objects.filter(pk=cup.pk).update(entry_count=3)
    assert fresh(cup).entry_count == 2 and not broken_laws()


@pytest.mark.django_db
def test_whom_an_organiser_took_out_does_not_come_back_by_themselves(ana, bruno, padel):
    cup = tournament(ana, padel)
    cup.withdraw(cup.enter(by=bruno), by=ana)
    with pytest.raises(PermissionDenied):
        cup.enter(by=bruno)
    assert fresh(cup).entry_count == 0


@pytest.mark.django_db
def test_teams_have_a_name_of_their_own_and_a_captain(ana, bruno, padel):
    cup = tournament(ana, padel, is_for_teams=True)
    cup.enter(by=ana, name="The Lobs", players="Ana and Carla")
    for name in ("", " \u200b ", "the lobs"):
        with pytest.raises(ValidationError):
            cup.enter(by=bruno, name=name)
    cup.enter(by=ana, name="The Smashes")
    cup.enter(by=bruno, name="The Lobs")
    assert [str(entry) for entry in cup.entries.all()] == ["The Smashes", "The Lobs"]


@pytest.mark.django_db
def test_a_result_stands_when_both_say_the_same(ana, bruno, marta, padel):
    cup = drawn(tournament(marta, padel), ana, bruno)
    (match,) = open_matches(cup)
    assert match.report(by=ana, home_score=3, away_score=1) is False
    assert told("tournaments.claimed") == ["bruno"]
    with pytest.raises(PermissionDenied):
        match.report(by=marta, home_score=3, away_score=1)
    assert match.report(by=bruno, home_score=3, away_score=1) is True
    assert again(match).score == "3–1" and fresh(cup).champion == match.home
    with pytest.raises(ValidationError):
        match.report(by=ana, home_score=0, away_score=1)


@pytest.mark.django_db
def test_an_organiser_decides_what_is_disputed_and_history_keeps_all_of_it(ana, bruno, marta, padel):
    cup = drawn(tournament(marta, padel), ana, bruno)
    (match,) = open_matches(cup)
    match.report(by=ana, home_score=3, away_score=1)
    match.report(by=bruno, home_score=1, away_score=3)
    assert again(match).disputed_at and "marta" in told("tournaments.disputed")
    match.decide(by=marta, home_score=2, away_score=1, reason="I was there")
    match.decide(by=marta, outcome="away", reason="He was not a member")
    match = again(match)
    assert match.winner == match.away and match.score == "" and not match.disputed_at
    said = [(line.voice, line.home_score, line.away_score) for line in match.statements.all()]
    assert said[2:] == [("organiser", 2, 1), ("organiser", None, None)] and len(said) == 4
    assert not broken_laws()


@pytest.mark.django_db
def test_what_cannot_be_is_refused(ana, bruno, marta, padel):
    cup = drawn(tournament(marta, padel), ana, bruno)
    (match,) = open_matches(cup)
    for scores in ((2, 2), (-1, 0), (1000, 0), (None, 1)):
        with pytest.raises(ValidationError):
            match.decide(by=marta, home_score=scores[0], away_score=scores[1])
    with pytest.raises(PermissionDenied):
        match.decide(by=ana, home_score=1, away_score=0)
    assert not again(match).how and not match.statements.exists()


@pytest.mark.django_db
def test_who_withdraws_lets_the_other_go_on(ana, padel):
    people = crowd(padel, 4)
    cup = drawn(tournament(ana, padel), *people)
    first, second = open_matches(cup)
    cup.withdraw(first.home, by=first.home.captain)
    assert again(first).how == "left" and again(first).winner == first.away
    second.decide(by=ana, home_score=1, away_score=0)
    cup.withdraw(second.home, by=ana)
    assert fresh(cup).champion == first.away and not broken_laws()


@pytest.mark.django_db
def test_when_both_of_a_match_are_gone_the_next_one_is_free(ana, bruno, padel):
    cup = drawn(tournament(ana, padel), *crowd(padel, 4))
    first, second = open_matches(cup)
    for side in (first.home, first.away):
        cup.withdraw(side, by=ana)
    second.decide(by=ana, home_score=1, away_score=0)
    assert again(first).how == "nobody" and fresh(cup).champion == second.home and not broken_laws()


@pytest.mark.django_db
def test_a_result_is_corrected_as_long_as_nobody_played_on_it(ana, padel):
    cup = drawn(tournament(ana, padel), *crowd(padel, 4))
    first, second = open_matches(cup)
    first.decide(by=ana, home_score=2, away_score=1)
    first.decide(by=ana, home_score=1, away_score=2, reason="Typed the wrong way round")
    second.decide(by=ana, home_score=2, away_score=1)
    final = Match.objects.get(tournament=cup, round=2)
    assert {final.home, final.away} == {first.away, second.home}
    again(final).decide(by=ana, home_score=2, away_score=1)
    for act in (
        lambda: again(first).reopen(by=ana),
        lambda: again(first).decide(by=ana, home_score=3, away_score=0),
    ):
        with pytest.raises(ValidationError, match="played already"):
            act()
    assert again(final).reopen(by=ana) and again(first).reopen(by=ana)
    assert fresh(cup).ended_at is None and again(final).home is None and not broken_laws()


@pytest.mark.django_db
def test_the_draw_is_made_once_and_tampering_is_noticed(ana, padel):
    cup = drawn(tournament(ana, padel), *crowd(padel, 4))
    assert fresh(cup).draw(by=ana, seed="another") is False and fresh(cup).seed == "spring"
    Tournament.objects.filter(pk=cup.pk).update(seed="mine")
    assert list(broken_laws()) == ["a draw is what its published seed gives"]


@pytest.mark.django_db
def test_what_is_taken_back_leaves_nothing_and_players_hear(ana, bruno, padel):
    cup = drawn(tournament(ana, padel), ana, bruno)
    comment(bruno, cup.post)
    cup.post.delete(by=ana)
    assert not Tournament.objects.exists() and told("tournaments.gone") == ["bruno"]


@pytest.mark.django_db
def test_an_outsider_of_a_closed_group_is_shown_nothing(ana, marta, bruno, client_of):
    cup = drawn(tournament(ana, closed("Board", ana, marta), title="Canary cup"), ana, marta)
    match = cup.matches.get().get_absolute_url()
    client = client_of(bruno)
    for path in (f"/tournaments/{cup.pk}/", f"/tournaments/{cup.pk}/live/", match):
        assert client.get(path).status_code == 404
    for path in (
        "/tournaments/",
        "/tournaments/?show=mine",
        "/search/?q=canary&in=tournaments",
        "/?show=all",
    ):
        assert "Canary cup" not in client.get(path).content.decode().replace('value="canary"', "")
    assert client.post(f"/tournaments/{cup.pk}/entry/").status_code == 404
    assert client.post(f"{match}report/", {"home_score": 1, "away_score": 0}).status_code == 404


@pytest.mark.django_db
def test_ana_sees_bracket_list_and_how_it_was_drawn(
    ana, bruno, padel, client_of, django_assert_max_num_queries
):
    cup = drawn(tournament(ana, padel), *crowd(padel, 8))
    client = client_of(bruno)
    client.get(f"/tournaments/{cup.pk}/")
    with django_assert_max_num_queries(12):
        page = client.get(f"/tournaments/{cup.pk}/").content.decode()
    for words in ('role="img"', "Quarter-finals", "Player8", "sha256sum", "spring"):
        assert words in page
    assert "style=" not in page
    assert "Matches and results" in client.get("/?show=all").content.decode()
    found = client.get("/search/?q=spring&in=tournaments").content.decode()
    assert cup.get_absolute_url() in found


@pytest.mark.django_db
def test_row_20_markup_in_the_name_of_a_team_is_text(ana, bruno, padel, client_of):
    cup = tournament(ana, padel, is_for_teams=True)
    cup.enter(by=ana, name="<script>alert(1)</script>")
    cup.enter(by=bruno, name="The Lobs")
    cup.close_entries(by=ana)
    cup.draw(by=ana)
    page = client_of(bruno).get(f"/tournaments/{cup.pk}/").content.decode()
    assert "<script>alert" not in page and "&lt;script&gt;" in page


@pytest.mark.django_db(transaction=True)
def test_row_30_a_crowd_enters_and_no_place_is_given_twice(ana):
    place = group("Padel", ana)
    people = crowd(place, 12)
    cup = tournament(ana, place, entries_most=5)
    together(*[lambda one=one: fresh(cup).enter(by=one) for one in people])
    assert (fresh(cup).entry_count, fresh(cup).waiting) == (5, 7) and not broken_laws()
    out = list(fresh(cup).entries.standing().select_related("captain")[:3])
    together(*[lambda one=one: fresh(cup).withdraw(one, by=one.captain) for one in out])
    assert (fresh(cup).entry_count, fresh(cup).waiting) == (5, 4) and not broken_laws()
    assert len(told("tournaments.promoted")) == 3


@pytest.mark.django_db(transaction=True)
def test_row_30_two_results_at_the_same_moment_are_one_result(ana):
    place = group("Padel", ana)
    cup = drawn(tournament(ana, place), *crowd(place, 2))
    (match,) = open_matches(cup)
    sides = (match.home.captain, match.away.captain)
    agreed = together(
        *[lambda by=by: again(match).report(by=by, home_score=2, away_score=0) for by in sides * 3][:2]
    )
    assert sorted(agreed) == [False, True]
    both = [lambda: again(match).decide(by=ana, home_score=5, away_score=0),
            lambda: again(match).decide(by=ana, home_score=0, away_score=5)]  # fmt: skip
    together(*both)
    final = again(match)
    assert fresh(cup).champion == final.winner and final.score in ("5–0", "0–5") and not broken_laws()


@pytest.mark.django_db(transaction=True)
def test_row_30_two_draws_at_once_are_one_draw(ana):
    place = group("Padel", ana)
    cup = tournament(ana, place)
    for one in crowd(place, 4):
        cup.enter(by=one)
    cup.close_entries(by=ana)
    assert sorted(together(*[lambda: fresh(cup).draw(by=ana) for _ in range(4)])) == [
        False,
        False,
        False,
        True,
    ]
    assert cup.matches.count() == 3 and not broken_laws()


@pytest.mark.django_db
def test_who_leaves_the_house_plays_no_more(ana, bruno, padel):
    cup = drawn(tournament(ana, padel), ana, bruno)
    bruno.leave()
    assert fresh(cup).champion.captain == ana


@pytest.mark.django_db
def test_what_was_said_of_a_match_counts_for_nobody_who_comes_into_it_later(marta, padel):
    """One of the finalists has said how it went; then the match that led them there is decided for somebody else."""
    cup = drawn(tournament(marta, padel), *crowd(padel, 4))
    first, second = open_matches(cup)
    first.decide(by=marta, home_score=2, away_score=1)
    second.decide(by=marta, home_score=2, away_score=1)
    (final,) = open_matches(cup)
    final.report(by=final.home.captain, home_score=2, away_score=1)
    again(first).decide(by=marta, home_score=1, away_score=2, reason="Read the wrong way round")
    (final,) = open_matches(cup)
    assert final.home == first.away and not final.statements.open().exists()
    assert final.report(by=final.away.captain, home_score=2, away_score=1) is False
    assert final.report(by=final.home.captain, home_score=2, away_score=1) is True
    assert not broken_laws()


@pytest.mark.django_db
def test_what_cannot_be_is_said_on_the_page_of_the_match(ana, bruno, marta, padel, client_of):
    cup = drawn(tournament(marta, padel), ana, bruno)
    (match,) = open_matches(cup)
    page = f"/tournaments/{cup.pk}/matches/{match.pk}/"
    wrong = [
        (
            ana,
            "time/",
            {"starts_at_0": "2020-01-01", "starts_at_1": "10:00", "starts_at": "2020-01-01T10:00"},
        ),
        (ana, "report/", {"home_score": "2", "away_score": "2"}),
        (marta, "decision/", {"outcome": "played", "home_score": "", "away_score": ""}),
    ]
    for who, verb, said in wrong:
        answer = client_of(who).post(page + verb, said)
        assert answer.status_code == 422 and 'class="error"' in answer.content.decode(), verb
    match.plan(by=ana, starts_at=timezone.now() + timedelta(days=1))
    assert client_of(bruno).get(page).status_code == 200
    match.decide(by=marta, outcome="home", reason="The other did not come")
    assert client_of(marta).post(page + "time/", {"starts_at": ""}).status_code == 422
    client_of(marta).post(page + "reopening/")
    assert not again(match).how


@pytest.mark.django_db
def test_a_league_shows_its_rounds_and_its_table(ana, bruno, marta, padel, client_of):
    league = drawn(tournament(marta, padel, mode="league"), ana, bruno, marta)
    play(league, marta)
    page = client_of(bruno).get(f"/tournaments/{league.pk}/").content.decode()
    assert "Round 1" in page and '<table class="table league">' in page
