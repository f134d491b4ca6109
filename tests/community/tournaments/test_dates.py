"""What has a date: players are reminded of it, each stage once; and an organiser may call it off."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.mail.models import Mail
from community.calendars.dates import calendar_of
from community.notifications.choices import Choice
from community.notifications.deliveries import Delivery
from community.notifications.delivering import deliver_due
from community.notifications.rhythm import Rhythm
from community.posts.sweeping import go_out_due
from community.tournaments.models import FixtureReminder, Tournament
from community.tournaments.reminding import remind_due
from tests.community.examples import group
from tests.community.tournaments.examples import again, crowd, drawn, fresh, open_matches, tournament
from tests.community.tournaments.test_tournaments import broken_laws, told
from tests.parallel import together

AHEAD = timedelta(days=9)


@pytest.fixture
def padel(ana, bruno, marta):
    return group("Padel", ana, bruno, marta)


@pytest.fixture
def cup(ana, bruno, marta, padel):
    return tournament(marta, padel, starts_at=timezone.now() + AHEAD, place="Court 2")


def test_players_are_reminded_of_the_start_each_stage_once_and_a_late_sweep_tells_the_nearest_only(
    ana, bruno, cup
):
    for member in (ana, bruno):
        cup.enter(by=member)
    assert remind_due(cup.starts_at - timedelta(hours=25)) == 0
    for _twice in range(2):
        remind_due(cup.starts_at - timedelta(hours=23))
    assert told("tournaments.reminder") == ["ana", "bruno"]
    cup.change(by=cup.post.author, starts_at=cup.starts_at + timedelta(days=1))
    assert not broken_laws()
    remind_due(cup.starts_at - timedelta(hours=1))  # both stages are due: the day's is overtaken
    assert told("tournaments.reminder") == ["ana", "ana", "bruno", "bruno"]
    assert not FixtureReminder.objects.due(cup.starts_at).exists()


def test_a_match_with_a_time_reminds_its_two_and_stands_in_their_calendar(ana, bruno, marta, padel, cup):
    cup = drawn(cup, ana, bruno)
    (match,) = open_matches(cup)
    when = cup.starts_at - timedelta(days=2)
    with pytest.raises(PermissionDenied):
        match.plan(by=crowd(padel, 1)[0], starts_at=when)
    with pytest.raises(ValidationError, match="passed"):
        match.plan(by=ana, starts_at=timezone.now() - timedelta(minutes=1))
    assert match.plan(by=ana, starts_at=when) and not match.plan(by=ana, starts_at=when)
    assert told("tournaments.planned") == ["bruno"] and not broken_laws()
    assert f"UID:match-{match.pk}@" in calendar_of(ana).decode()
    assert f"UID:match-{match.pk}@" not in calendar_of(marta).decode()
    remind_due(when - timedelta(hours=23))
    remind_due(cup.starts_at - timedelta(hours=23))  # of the start nobody: both have their own time
    assert told("tournaments.fixture") == ["ana", "bruno"] and told("tournaments.reminder") == []
    match.plan(by=bruno, starts_at=None)
    assert not match.reminders.exists()


def test_who_wants_reminders_by_mail_has_them_before_it_begins_or_not_at_all(ana, bruno, cup):
    """What else goes by mail waits for hours, to see whether it was read."""
    for member in (ana, bruno):
        cup.enter(by=member)
        Choice.objects.choose({"tournaments": ["app", "mail"]}, by=member)
        Rhythm.objects.set(by=member, quiet_from=None, quiet_to=None)
    Rhythm.objects.set(by=bruno, paused_until=cup.starts_at)
    near = cup.starts_at - timedelta(hours=2)
    remind_due(near)
    deliver_due(near)
    mails = Mail.objects.filter(kind="notifications.unread")
    assert [mail.member for mail in mails] == [ana]
    deliver_due(cup.starts_at)
    assert mails.count() == 1
    assert Delivery.objects.get(notification__member=bruno, channel="mail").outcome == "gone"


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_remind_once(ana, bruno, cup):
    for member in (ana, bruno):
        cup.enter(by=member)
    together(*[lambda: remind_due(cup.starts_at - timedelta(hours=23))] * 2)
    assert told("tournaments.reminder") == ["ana", "bruno"]


def test_what_is_called_off_tells_everybody_entered_closes_every_match_and_reminds_nobody(
    ana, bruno, marta, padel, client_of
):
    cup = tournament(marta, padel, entries_most=2, starts_at=timezone.now() + AHEAD)
    cup = drawn(cup, ana, bruno)
    (match,) = open_matches(cup)
    with pytest.raises(PermissionDenied):
        cup.cancel(by=ana)
    answer = client_of(marta).post(
        f"/tournaments/{cup.pk}/cancellation/", {"reason": "The courts are flooded"}
    )
    assert answer.status_code == 302 and told("tournaments.cancelled") == ["ana", "bruno"]
    assert fresh(cup).cancel(by=marta) is False
    for act in (
        lambda: again(match).report(by=ana, home_score=1, away_score=0),
        lambda: again(match).decide(by=marta, outcome="home"),
        lambda: again(match).plan(by=ana, starts_at=cup.starts_at),
        lambda: fresh(cup).change(by=marta, place="Elsewhere"),
    ):
        with pytest.raises(ValidationError):
            act()
    remind_due(cup.starts_at - timedelta(hours=1))
    assert told("tournaments.reminder") == [] and not broken_laws()
    assert "STATUS:CANCELLED" in calendar_of(ana).decode()
    page = client_of(ana).get(f"/tournaments/{cup.pk}/").content.decode()
    assert "The courts are flooded" in page and "Withdraw" not in page
    assert "Spring cup" in client_of(ana).get("/tournaments/?show=over").content.decode()
    assert "Spring cup" not in client_of(ana).get("/tournaments/").content.decode()


def test_who_waits_hears_that_it_is_off_too(ana, bruno, marta, padel):
    cup = tournament(ana, padel, entries_most=2)
    for member in (ana, bruno, marta):
        cup.enter(by=member)
    cup.cancel(by=ana)
    assert told("tournaments.cancelled") == ["bruno", "marta"] and not broken_laws()


def test_a_scheduled_tournament_comes_out_at_its_hour_with_what_hangs_on_it(ana, bruno, padel):
    now = timezone.now()
    out, closes = now + timedelta(days=1), now + timedelta(days=3)
    with pytest.raises(ValidationError):
        tournament(ana, padel, due_at=closes, closes_at=out)
    cup = tournament(ana, padel, due_at=out, closes_at=closes, starts_at=closes)
    assert not Tournament.objects.visible_to(bruno).exists()
    go_out_due(out)
    cup = fresh(Tournament.objects.visible_to(bruno).get())
    assert cup.reminders.count() == 2 and cup.enter(by=bruno).line is None and not broken_laws()
