"""A photo contest from the first picture to the winner: one each, unseen before the vote, nameless before the end."""

import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from accounts.invariants import LAWS
from accounts.mail.models import Mail
from accounts.media.models import Upload
from community.contests import gathering
from community.contests.models import Contest
from community.contests.sweeping import open_due
from community.moderation.models import OBJECT_WITHIN, ModerationAct
from community.moderation.sweeping import blank_due
from community.notifications.models import Notification
from community.polls.sweeping import tell_due
from tests import cast
from tests.community.contests.examples import contest, fresh, handed_in, option_of
from tests.community.examples import everybody, group
from tests.community.posts.pictures import file, picture
from tests.parallel import together

WHY = {"ground": "private", "facts": "Handed in on Monday", "reason": "It shows a child"}


@pytest.fixture
def padel(ana, bruno, marta, gema):
    everybody()
    return group("Padel", ana, bruno, marta, gema)


def broken_laws() -> dict[str, int]:
    ours = [law for law in LAWS if law.id in ("I7", "V5", "O1") or "contest" in law.sentence]
    return {law.sentence: count for law in ours if (count := law.violations())}


def told(kind: str) -> list[str]:
    return sorted(Notification.objects.filter(kind=kind).values_list("member__handle", flat=True))


def test_members_hand_in_then_vote_then_one_has_won_and_is_told(ana, bruno, marta, gema, padel, client_of):
    best = contest(gema, padel)
    browser = client_of(ana)
    for colour in ("green", "red"):  # another picture takes the place of the first
        sent = {"picture": file(colour=colour), "caption": "The court at dawn"}
        assert browser.post(f"/contests/{best.pk}/entry/", sent).status_code == 302
    best = handed_in(best, bruno)
    assert best.entry_count == 2 and Upload.objects.count() == 2
    page = client_of(marta).get(f"/posts/{best.pk}/").content.decode()
    assert (
        "2 pictures are in" in page and "Hand in a picture" in page and f"/polls/{best.pk}/vote/" not in page
    )
    assert open_due(best.entries_until) == 1 and open_due(best.entries_until) == 0
    assert told("contests.opened") == ["ana", "bruno", "gema"]
    best = fresh(best)
    assert best.phase(best.entries_until) == "voting" and not broken_laws()
    best.poll.vote(by=marta, options=[option_of(best, ana)])
    best.poll.vote(by=bruno, options=[option_of(best, ana)])
    with pytest.raises(ValidationError, match="your own"):
        best.poll.vote(by=ana, options=[option_of(best, ana)])
    page = client_of(marta).get(f"/posts/{best.pk}/").content.decode()
    assert "The court at dawn" in page and ana.name not in page and bruno.name not in page
    of_ana = f'href="/contests/pictures/{best.entry_of(ana).pk}/report/"'
    assert of_ana in page and len(re.findall("poll-report[^>]* hidden>", page)) == 0
    page = client_of(ana).get(f"/posts/{best.pk}/").text
    assert "Yours" in page and re.findall(rf"poll-report[^>]*{of_ana}[^>]* hidden>", page)
    assert len(re.findall("poll-report[^>]* hidden>", page)) == 1
    best.poll.rows().update(closes_at=timezone.now())
    tell_due(timezone.now())
    assert told("polls.won") == ["ana"] and told("polls.closed") == ["bruno", "gema", "marta"]
    page = client_of(marta).get(f"/posts/{best.pk}/").content.decode()
    assert f"by {ana.name}" in page and not broken_laws()


def test_before_the_vote_only_who_keeps_order_looks_at_what_is_handed_in(ana, bruno, marta, padel, client_of):
    best = handed_in(contest(ana, padel), bruno)
    upload = best.entries.get().upload
    seen = [Upload.objects.visible_to(one).filter(pk=upload.pk).exists() for one in (bruno, ana, marta)]
    assert seen == [True, True, True]
    rosa = cast.person("Rosa")
    padel.admit(rosa)
    assert not Upload.objects.visible_to(rosa).filter(pk=upload.pk).exists()
    page = client_of(marta).get(f"/contests/{best.pk}/").content.decode()
    assert str(upload.pk) in page and bruno.name not in page
    assert str(upload.pk) not in client_of(rosa).get(f"/contests/{best.pk}/").content.decode()


def test_one_takes_ones_own_back_with_its_votes_and_nobody_elses(ana, bruno, gema, padel):
    best = handed_in(contest(gema, padel), ana, bruno)
    open_due(best.entries_until)
    best = fresh(best)
    best.poll.vote(by=gema, options=[option_of(best, ana)])
    best.poll.vote(by=ana, options=[option_of(best, bruno)])
    mine, other = best.entry_of(ana), best.entry_of(bruno)
    for one in (ana, gema):
        with pytest.raises(PermissionDenied):
            best.take_back(other, by=one)
    assert best.take_back(mine, by=ana) and not best.take_back(mine, by=ana)
    assert fresh(best).poll.voter_count == 1 and best.poll.options.count() == 1 and not broken_laws()
    assert not Upload.objects.filter(owner=ana).exists()


def test_a_picture_is_taken_out_by_a_decision_with_reasons_and_comes_back_with_its_votes(
    ana, bruno, marta, gema, padel, client_of
):
    best = handed_in(contest(gema, padel), ana, bruno)
    open_due(best.entries_until)
    best = fresh(best)
    option = option_of(best, ana)
    best.poll.vote(by=gema, options=[option])
    shown, address = best.entry_of(ana), f"/moderation/pictures/{best.entry_of(ana).pk}/hiding/"
    assert (
        client_of(bruno).post(f"/contests/pictures/{shown.pk}/report/", {"reason": "private"}).status_code
        == 302
    )
    assert f"case-pictures-{shown.pk}" in client_of(marta).get("/moderation/").text
    assert client_of(bruno).post(address, WHY).status_code == 403
    assert client_of(marta).post(address, WHY).status_code == 302
    assert told("moderation.hidden") == ["ana"] and told("moderation.decided") == ["bruno"]
    act = ModerationAct.objects.get(entry=shown)
    mail = Mail.objects.get(kind="moderation.decision")
    assert mail.to == ana.email and act.origin == "notice" and "took your picture out" in mail.text
    page = client_of(bruno).get(f"/posts/{best.pk}/").text
    assert str(shown.upload_id) not in page
    assert not Upload.objects.visible_to(bruno).filter(pk=shown.upload_id).exists()
    with pytest.raises(ValidationError, match="Choose an option"):
        best.poll.vote(by=bruno, options=[option])
    assert "took your picture out" in client_of(ana).get(f"/contests/{best.pk}/").text
    assert fresh(best).entry_count == 1 and not broken_laws()
    client_of(ana).post(f"{act.get_absolute_url()}objection/", {"words": "It is my own court"})
    client_of(gema).post(act.appeal.get_absolute_url(), {"outcome": "reversed", "answer": "So it is."})
    best = fresh(best)
    assert best.entry_count == 2 and best.poll.options.get(pk=option).vote_count == 1
    best.poll.vote(by=bruno, options=[option])
    best.poll.rows().update(closes_at=timezone.now())
    tell_due(timezone.now())
    assert told("polls.won") == ["ana"] and not broken_laws()


def test_what_was_out_when_voting_opened_is_offered_when_it_comes_back_and_gone_when_nobody_objects(
    ana, bruno, marta, gema, padel
):
    best = handed_in(contest(gema, padel), ana, bruno, marta)
    acts = [
        ModerationAct.objects.restrict("taken", best.entry_of(one), by=gema, **WHY) for one in (ana, marta)
    ]
    open_due(best.entries_until)
    assert fresh(best).phase(best.entries_until) == "empty"  # one alone is no vote
    acts[0].undo(by=gema)
    assert fresh(best).entry_count == 2 and not broken_laws()
    blank_due(timezone.now() + OBJECT_WITHIN + timedelta(1))
    assert not Upload.objects.filter(owner=marta).exists() and not broken_laws()


def test_whose_picture_was_taken_out_hands_in_another_until_the_first_comes_back(
    ana, bruno, gema, padel, client_of
):
    best = handed_in(contest(gema, padel), ana, bruno)
    first = best.entry_of(ana)
    act = ModerationAct.objects.restrict("taken", first, by=gema, **WHY)
    page = client_of(ana).get(f"/contests/{best.pk}/").text
    assert "hand in another one" in page and 'id="hand-in"' in page
    form = {"caption": "The lake", "picture": file()}
    assert client_of(ana).post(f"/contests/{best.pk}/entry/", form).status_code == 302
    assert fresh(best).entry_count == 2 and best.entry_of(ana).caption == "The lake" and not broken_laws()
    act.undo(by=gema)
    assert best.entry_of(ana) == first and fresh(best).entry_count == 2 and not broken_laws()


def test_a_picture_that_comes_back_into_a_vote_leaves_its_place_to_the_one_that_is_voted_on(
    ana, bruno, gema, padel
):
    best = handed_in(contest(gema, padel), ana, bruno)
    act = ModerationAct.objects.restrict("taken", best.entry_of(ana), by=gema, **WHY)
    second = best.hand_in(by=ana, upload=picture(ana), caption="The lake")
    open_due(best.entries_until)
    best = fresh(best)
    best.poll.vote(by=bruno, options=[option_of(best, ana)])
    act.undo(by=gema)
    assert best.entry_of(ana) == second and fresh(best).entry_count == 2 and not broken_laws()
    assert best.poll.options.get(by=ana).vote_count == 1


def test_too_few_pictures_are_no_vote_and_who_waited_hears_of_it(ana, bruno, padel):
    best = handed_in(contest(bruno, padel), ana)
    open_due(best.entries_until)
    best = fresh(best)
    assert best.phase(best.entries_until) == "empty" and best.poll.opened_at is None
    assert told("contests.too_few") == ["ana", "bruno"] and tell_due(best.poll.closes_at) == 0
    assert not broken_laws()


def test_a_house_that_slept_through_the_vote_gives_it_its_full_length(ana, bruno, padel):
    best = handed_in(contest(bruno, padel), ana, bruno)
    length, late = best.poll.closes_at - best.entries_until, best.poll.closes_at + timedelta(hours=5)
    tell_due(late)
    open_due(late)
    assert fresh(best).poll.closes_at == late + length and told("polls.closed") == []


def test_what_cannot_be_is_refused(ana, bruno, padel, client_of):
    best = contest(bruno, padel)
    with pytest.raises(ValidationError, match="before it begins"):
        contest(bruno, padel, "Other", closes_at=best.entries_until - timedelta(hours=1))
    with pytest.raises(ValidationError, match="Choose a picture"):
        best.hand_in(by=ana, caption="None at all")
    with pytest.raises(ValidationError, match="not taken any more"):
        best.hand_in(by=ana, upload=picture(ana), as_of=best.entries_until)
    with pytest.raises(PermissionDenied, match="not begun"):
        best.poll.vote(by=ana, options=[1])
    answer = client_of(ana).post(
        f"/contests/{best.pk}/entry/", {"picture": file("x.exe"), "caption": "x" * 200}
    )
    assert answer.status_code == 422
    assert client_of(bruno).post(f"/polls/{best.pk}/closing/").status_code == 403
    assert fresh(best).entry_count == 0 and not broken_laws()


def test_a_contest_taken_back_or_a_member_who_leaves_take_their_pictures_with_them(ana, bruno, marta, padel):
    gone, stays = (handed_in(contest(marta, padel, title), ana, bruno) for title in ("Gone", "Stays"))
    gone.post.delete(by=marta)
    assert not Contest.objects.filter(pk=gone.pk).exists() and Upload.objects.count() == 2
    bruno.leave()
    assert fresh(stays).entry_count == 1 and Upload.objects.count() == 1 and not broken_laws()


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_open_a_vote_once(ana, bruno, padel):
    best = handed_in(contest(ana, padel), ana, bruno)
    done = together(*[lambda: open_due(best.entries_until)] * 2)
    assert sum(done) == 1 and best.poll.options.count() == 2 and told("contests.opened") == ["ana", "bruno"]


def test_chance_puts_the_pictures_in_their_order(ana, bruno, marta, gema, padel, monkeypatch):
    best = handed_in(contest(gema, padel), ana, bruno, marta)
    monkeypatch.setattr(gathering, "LOTS", Backwards())
    assert open_due(best.entries_until) == 1
    brought = fresh(best).poll.options.order_by("position").values_list("by__handle", flat=True)
    assert list(brought) == ["marta", "bruno", "ana"]


class Backwards:
    def shuffle(self, entries: list) -> None:
        entries.sort(key=lambda entry: entry.pk, reverse=True)


def test_nobody_takes_a_picture_back_when_it_is_over(ana, bruno, marta, gema, padel):
    best = handed_in(contest(gema, padel), ana, bruno)
    assert open_due(best.entries_until) == 1
    best = fresh(best)
    best.poll.vote(by=marta, options=[option_of(best, ana)])
    with pytest.raises(ValidationError):
        best.take_back(best.entry_of(ana), by=ana, as_of=best.poll.closes_at)
    assert fresh(best).entry_count == 2
