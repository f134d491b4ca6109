"""Decisions: what each restricts, that it can be taken back, objecting to it, and the guard over criticism."""

import re
from datetime import timedelta

import pytest
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import invariants
from accounts.mail.models import Mail
from community.chat.models import Message, Room
from community.moderation import notices, sweeping
from community.moderation.appeals import Appeal, unsealed
from community.moderation.desk import PLACES
from community.moderation.models import OBJECT_WITHIN, ModerationAct
from community.moderation.proposals import Proposal
from community.notifications.models import Notification
from community.posts.models import Post
from community.reports.models import Report
from tests import cast
from tests.community.examples import CANARY, comment, everybody, group, post
from tests.parallel import together

pytestmark = pytest.mark.django_db

WHY = {"ground": "insult", "facts": "Said on Monday", "reason": "It insults the trainer"}
acts, appeals = ModerationAct.objects, Appeal.objects


@pytest.fixture
def dinners(ana, bruno):
    everybody()
    return group("Dinners", ana, bruno)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("whom", ["post", "person"])
def test_two_who_decide_in_the_same_moment_make_one_decision(dinners, bruno, marta, gema, whom):
    said = post(bruno, dinners)
    matter, kind = (said, "hidden") if whom == "post" else (bruno, "silenced")
    how = WHY if whom == "post" else WHY | {"until": timezone.now() + timedelta(days=3)}

    def decides(by):
        return acts.restrict(kind, type(matter).objects.get(pk=matter.pk), by=by, **how)

    made = together(lambda: decides(marta), lambda: decides(gema))
    assert made[0] == made[1] == acts.get()
    assert Mail.objects.filter(kind="moderation.decision").count() == 1


def broken() -> dict[str, int]:
    return {law.sentence: law.violations() for law in invariants.LAWS if law.id in ("O1", "O2", "O3")}


def told(member) -> list[str]:
    return list(Notification.objects.filter(member=member).order_by("serial").values_list("kind", flat=True))


# --- Each restriction, and taking it back


def test_who_is_silenced_in_a_group_writes_elsewhere_and_complains_to_staff(ana, bruno, marta, dinners, gema):
    padel = group("Padel", ana)
    below = post(bruno, dinners)
    mine = comment(ana, below, "From before.")
    act = acts.restrict("silenced", ana, by=marta, group=dinners, until=timezone.now() + timedelta(3), **WHY)
    rewrite = lambda: mine.edit(by=ana, body="What I may not say anew.")  # noqa: E731
    for write in (lambda: post(ana, dinners), lambda: comment(ana, below), rewrite):
        with pytest.raises(PermissionDenied, match="paused"), transaction.atomic():
            write()
    dinners.forget(ana)
    dinners.admit(ana)  # coming back ends nothing
    with pytest.raises(PermissionDenied), transaction.atomic():
        post(ana, dinners)
    assert post(ana, padel)
    act.undo(by=gema)
    assert post(ana, dinners)
    assert told(ana) == ["moderation.silenced", "moderation.restored"]


def test_who_is_silenced_in_the_house_writes_to_nobody_and_the_pause_ends_by_itself(
    ana, bruno, marta, dinners
):
    room = Room.objects.direct(by=bruno, with_=ana)
    until = timezone.now() + timedelta(minutes=1)
    act = acts.restrict("silenced", ana, by=marta, until=until, **WHY)
    with pytest.raises(PermissionDenied), transaction.atomic():
        Message.objects.send(room=room, by=ana, body="Hello")
    assert not acts.in_force(until).filter(pk=act.pk).exists()
    type(ana.silences.get()).objects.update(until=timezone.now())
    assert Message.objects.send(room=room, by=ana, body="Hello")


def test_who_is_silenced_is_offered_nothing_to_write_and_reads_until_when(
    ana, bruno, marta, dinners, client_of
):
    below = post(ana, dinners)
    said = comment(ana, below)
    offered = [f"/posts/{below.pk}/edit/", f"/comments/{said.pk}/edit/", 'id="say"']
    page = client_of(ana).get(f"/posts/{below.pk}/").text
    assert all(what in page for what in offered) and 'id="paused"' not in page
    act = acts.restrict("silenced", ana, by=marta, group=dinners, until=timezone.now() + timedelta(3), **WHY)
    page = client_of(ana).get(f"/posts/{below.pk}/").text
    assert not any(what in page for what in offered) and 'id="paused"' in page
    elsewhere = client_of(ana).get(f"/posts/{post(ana, group('Padel', ana)).pk}/").text
    assert 'id="say"' in elsewhere and 'id="say"' in client_of(bruno).get(f"/posts/{below.pk}/").text
    act.undo(by=marta)
    assert all(what in client_of(ana).get(f"/posts/{below.pk}/").text for what in offered)


def test_a_closed_thread_and_a_membership_come_back(ana, bruno, marta, dinners, client_of):
    said = post(ana, dinners)
    closed = acts.restrict("closed", said, by=marta, **WHY)
    removed = acts.remove(bruno, group=dinners, by=marta, **WHY)
    said.refresh_from_db()
    assert said.closed_to_comments_at and not dinners.holds(bruno)
    for act in (closed, removed):
        act.undo(by=marta)
        act.undo(by=marta)
    said.refresh_from_db()
    assert said.closed_to_comments_at is None and dinners.holds(bruno)
    assert acts.filter(kind="restored").count() == 2 and not any(broken().values())


def test_whoever_is_suspended_objects_by_the_address_in_the_mail(ana, marta, gema, client_of):
    client_of(marta).post(f"/moderation/members/{ana.pk}/suspension/", WHY | {"days": "7"})
    ana.refresh_from_db()
    assert ana.is_suspended and ana.suspended_until
    (mail,) = Mail.objects.filter(to=ana.email)
    assert WHY["facts"] in mail.text and WHY["reason"] in mail.text
    address = next(word for word in mail.text.split() if "/objection/" in word).split("/objection/")[1]
    stranger = client_of()
    assert WHY["facts"] in stranger.get(f"/objection/{address}").text and not appeals.exists()
    stranger.post(f"/objection/{address}", {"words": "It was not me"})
    appeal = appeals.get()
    appeal.decide("reversed", by=gema, answer="It was somebody else.")
    ana.refresh_from_db()
    assert ana.is_at_home and "somebody else" in Mail.objects.filter(to=ana.email).last().text


SEALED = {"nothing": "nothing", "sealed for another": signing.dumps(1, salt="another"), "a number": "1"}


@pytest.mark.parametrize("sealed", SEALED.values(), ids=SEALED)
def test_an_address_that_we_did_not_write_leads_nowhere(client_of, sealed):
    assert client_of().get(f"/objection/{sealed}/").status_code == 404


def test_what_was_taken_away_is_blank_after_six_months_without_an_objection(ana, marta, gema, dinners):
    first, second = post(ana, dinners, CANARY), post(ana, dinners, CANARY)
    _one, other = (acts.restrict("taken", said, by=marta, **WHY) for said in (first, second))
    appeals.lodge(other)
    later = timezone.now() + OBJECT_WITHIN + timedelta(1)
    assert (sweeping.blank_due(later), sweeping.blank_due(later)) == (1, 0)
    bodies = dict(Post.objects.values_list("pk", "body"))
    assert bodies == {first.pk: "", second.pk: CANARY}
    assert not any(broken().values())


def test_what_came_back_is_not_blanked_for_a_decision_that_was_taken_back(ana, marta, dinners):
    said = post(ana, dinners, CANARY)
    acts.restrict("taken", said, by=marta, **WHY).undo(by=marta)
    said.refresh_from_db()
    acts.hide(said, by=marta, **WHY)  # hidden, and no more than that
    assert sweeping.blank_due(timezone.now() + OBJECT_WITHIN + timedelta(1)) == 0
    assert Post.objects.get().body == CANARY


def test_row_42_nobody_takes_back_what_was_decided_about_themselves(bruno, marta, gema, dinners, client_of):
    dinners.promote(bruno, by=gema)
    until = timezone.now() + timedelta(3)
    act = acts.restrict("silenced", bruno, by=marta, group=dinners, until=until, **WHY)
    with pytest.raises(PermissionDenied), transaction.atomic():
        act.undo(by=bruno)
    assert client_of(bruno).post(f"{act.get_absolute_url()}reversal/").status_code == 403
    assert act.in_force


def test_the_database_itself_refuses_a_restriction_without_its_statement(ana, marta):
    with pytest.raises(IntegrityError), transaction.atomic():
        acts.create(kind="suspended", member=ana, by=marta, ground="insult", reason="Because")


def test_the_words_of_a_rule_begin_the_statement_in_the_authors_language(ana, marta, dinners, client_of):
    type(ana).objects.filter(pk=ana.pk).update(language="es")
    said = post(ana, dinners)
    page = client_of(marta).get(f"/moderation/posts/{said.pk}/hiding/?ground=spam")
    assert "publicidad" in page.context["form"].initial["reason"]


# --- Objecting


def test_another_person_answers_the_objection_and_what_was_hidden_is_there_again(
    ana, bruno, marta, gema, dinners, client_of
):
    said = post(ana, dinners, CANARY)
    act = acts.hide(said, by=marta, **WHY)
    client_of(ana).post(f"{act.get_absolute_url()}objection/")
    client_of(ana).post(f"{act.get_absolute_url()}objection/", {"words": "again"})
    appeal = appeals.get()
    assert "moderation.appealed" in told(gema) and "moderation.appealed" not in told(marta)
    answer = {"outcome": "reversed", "answer": "It does not insult."}
    assert client_of(marta).post(appeal.get_absolute_url(), answer).status_code == 403
    assert client_of(gema).post(appeal.get_absolute_url(), {"outcome": "reversed"}).status_code == 422
    client_of(gema).post(appeal.get_absolute_url(), answer)
    assert CANARY in client_of(bruno).get(f"/posts/{said.pk}/").text
    assert "It does not insult." in client_of(ana).get(act.get_absolute_url()).text
    assert "moderation.appeal_decided" in told(ana) and not any(broken().values())


def test_row_42_an_objection_of_somebody_who_works_here_is_for_the_managers(
    sol, marta, gema, dinners, client_of
):
    other = cast.person("Olga Mar", role="manager")
    dinners.admit(sol)
    appeal = appeals.lodge(acts.hide(post(sol, dinners), by=gema, **WHY))
    answer = {"outcome": "reversed", "answer": "It does not insult."}
    assert "so a manager answers this" in client_of(marta).get(appeal.get_absolute_url()).text
    assert client_of(marta).post(appeal.get_absolute_url(), answer).status_code == 403
    assert "You had a hand" in client_of(gema).get(appeal.get_absolute_url()).text
    assert "moderation.appealed" in told(other) and "moderation.appealed" not in [*told(marta), *told(gema)]
    assert client_of(other).post(appeal.get_absolute_url(), answer).status_code == 302


def test_only_who_keeps_order_there_answers_and_never_whom_it_is_about(ana, bruno, marta, gema, dinners):
    dinners.promote(bruno, by=gema)
    appeal = appeals.lodge(acts.hide(post(bruno, dinners), by=marta, **WHY))
    for one in (bruno, ana):
        with pytest.raises(PermissionDenied), transaction.atomic():
            appeal.decide("upheld", by=one, answer="It insults.")
    assert appeal.decidable_by(gema)


def test_the_address_in_the_mail_is_good_for_six_months(ana, marta, dinners, monkeypatch):
    sealed = signing.dumps(acts.hide(post(ana, dinners), by=marta, **WHY).pk, salt=notices.SALT)
    assert unsealed(sealed) == acts.get().pk
    monkeypatch.setattr("community.moderation.appeals.OBJECT_WITHIN", timedelta(seconds=-1))
    assert unsealed(sealed) is None


def test_there_is_nothing_to_object_to_in_what_was_taken_back(ana, marta, dinners):
    act = acts.hide(post(ana, dinners), by=marta, **WHY)
    act.undo(by=marta)
    with pytest.raises(PermissionDenied):
        appeals.lodge(act)


def test_nobody_objects_for_others_or_too_late(ana, bruno, marta, dinners, client_of):
    act = acts.hide(post(ana, dinners), by=marta, **WHY)
    assert client_of(bruno).post(f"{act.get_absolute_url()}objection/").status_code == 404
    assert client_of(marta).post(f"{act.get_absolute_url()}objection/").status_code == 403
    with pytest.raises(PermissionDenied):
        appeals.lodge(act, as_of=act.object_until + timedelta(1))


# --- The criticism guard


@pytest.fixture
def criticism(ana, dinners):
    return post(ana, dinners, "The trainer never comes", kind="complaint")


def test_nobody_hides_a_complaint_alone(ana, bruno, criticism, marta, gema, client_of):
    from tickets.desk.models import Ticket

    ticket = Ticket.objects.values().get()
    client_of(marta).post(f"/moderation/posts/{criticism.pk}/hiding/", WHY)
    criticism.refresh_from_db()
    assert criticism.is_shown and not acts.exists()
    proposal = Proposal.objects.get()
    assert told(gema)[-1] == "moderation.proposed" and told(ana).count("moderation.hidden") == 0
    assert client_of(marta).post(proposal.get_absolute_url(), {"agreed": "yes"}).status_code == 403
    client_of(gema).post(proposal.get_absolute_url(), {"agreed": "yes"})
    criticism.refresh_from_db()
    act = acts.get()
    assert not criticism.is_shown and act.is_criticism and (act.by, act.seconded_by) == (marta, gema)
    assert Ticket.objects.values().get() == ticket
    assert client_of(gema).get("/moderation/?show=acts").context["year"]["criticism"] == 1
    appeal = appeals.lodge(act)
    for one in (marta, gema):
        assert not appeal.decidable_by(one)
    act.undo(by=gema)
    assert client_of(gema).get("/moderation/?show=acts").context["year"]["criticism"] == 0
    assert not any(broken().values())


@pytest.mark.parametrize("kind", ["hidden", "taken", "closed"])
@pytest.mark.parametrize("how", ["by its kind", "because somebody said so", "because it has a request"])
def test_no_way_out_of_sight_is_for_one_alone_whatever_made_it_a_complaint(
    ana, bruno, marta, gema, dinners, client_of, kind, how
):
    said = post(ana, dinners, "The showers are cold", kind="complaint" if how == "by its kind" else "story")
    if how == "because somebody said so":
        said.flag(by=bruno)
        Post.objects.filter(pk=said.pk).update(handling="")  # before its request was opened
    elif how == "because it has a request":
        Post.objects.filter(pk=said.pk).update(handling="received")
    said.refresh_from_db()
    proposal = acts.restrict(kind, said, by=marta, **WHY)
    said.refresh_from_db()
    assert isinstance(proposal, Proposal) and said.is_shown and said.closed_to_comments_at is None
    acts.second(proposal, by=gema)
    counted = client_of(gema).get("/moderation/?show=acts").context["year"]["criticism"]
    assert counted == (kind != "closed")  # what nobody may add to is still read


def test_the_counter_of_criticism_counts_nothing_else(ana, marta, gema, dinners, client_of):
    acts.hide(post(ana, dinners), by=marta, **WHY)
    year = client_of(gema).get("/moderation/?show=acts").context["year"]
    assert (year["decisions"], year["criticism"]) == (1, 0)


def test_row_42_whose_complaint_it_is_does_not_read_who_wants_it_out_of_sight(
    bruno, marta, gema, dinners, client_of
):
    dinners.promote(bruno, by=gema)
    proposal = acts.hide(post(bruno, dinners, "The pool is filthy", kind="complaint"), by=marta, **WHY)
    assert client_of(bruno).get(proposal.get_absolute_url()).status_code == 404
    assert not Proposal.objects.visible_to(bruno).exists() and "moderation.proposed" not in told(bruno)


def test_a_second_person_says_no_and_the_complaint_stays(bruno, criticism, marta, gema, client_of):
    proposal = acts.hide(criticism, by=marta, **WHY)
    client_of(gema).post(proposal.get_absolute_url(), {"agreed": "no", "objection": "It is criticism."})
    criticism.refresh_from_db()
    assert criticism.is_shown and told(marta)[-1] == "moderation.answered"
    assert proposal.decide(by=gema, agreed=True) is False


def test_a_complaint_is_hidden_for_a_listed_rule_only(criticism, marta, client_of):
    other = WHY | {"ground": "other", "clause": "Bad for the brand"}
    assert client_of(marta).post(f"/moderation/posts/{criticism.pk}/hiding/", other).status_code == 422
    with pytest.raises(ValidationError):
        acts.hide(criticism, by=marta, **other)
    assert not Proposal.objects.exists()


def test_the_laws_see_a_complaint_that_went_out_of_sight_by_another_way(ana, dinners, criticism, marta):
    criticism.hide(by=marta, reason="Quietly")
    comment(ana, post(ana, dinners)).hide(by=marta, reason="Quietly")
    assert [bool(count) for count in broken().values()] == [True, True, False]


# --- Who decides about whom


def test_row_42_reports_about_who_keeps_order_or_works_here_go_up(ana, bruno, marta, sol, gema, dinners):
    dinners.promote(bruno, by=gema)
    for one in (marta, sol):
        dinners.admit(one)
    by_marta, by_sol, by_bruno = (post(one, dinners) for one in (marta, sol, bruno))
    other = cast.person("Nuria")
    dinners.admit(other)
    dinners.promote(other, by=gema)
    for said in (by_marta, by_sol, by_bruno):
        Report.objects.receive(said, by=ana, reason="insult")

    def desk(member):
        return {report.matter for report in Report.objects.visible_to(member)}

    assert desk(gema) == {by_marta, by_sol, by_bruno} and desk(marta) == {by_bruno}
    assert desk(bruno) == desk(other) == set()
    for said, one in ((by_sol, marta), (by_bruno, other), (by_marta, marta)):
        with pytest.raises(PermissionDenied), transaction.atomic():
            acts.hide(said, by=one, **WHY)
    assert notices.routing.judges(by_sol) == {gema}


def test_the_worst_comes_first_and_filters_narrow_it(ana, bruno, marta, dinners, client_of):
    mild, bad = post(ana, dinners, "mild"), post(ana, dinners, "bad")
    Report.objects.receive(mild, by=bruno, reason="spam")
    worst = Report.objects.receive(bad, by=bruno, reason="illegal")
    for address, found in (
        ("", [bad, mild]),
        ("?sort=oldest", [mild, bad]),
        ("?reason=spam", [mild]),
        ("?group=padel", []),
        (f"?after=40.{worst.pk}", [mild]),
    ):
        page = client_of(marta).get(f"/moderation/{address}")
        shown = re.findall(r'id="case-([a-z]+)-(\d+)"', page.content.decode())
        assert shown == [(PLACES[Report.field_of(matter)], str(matter.pk)) for matter in found], address
