"""Reports of a breach of the rules: who may send them, and on whose desk they lie."""

import pytest
from django.core.exceptions import ValidationError

from community.notifications.models import Notification
from community.reports.models import Report
from tests import cast
from tests.community.examples import CANARY, closed, comment, group, post, secret
from tests.parallel import together

pytestmark = pytest.mark.django_db


def report(by, matter, reason="insult", note=""):
    return Report.objects.receive(matter, by=by, reason=reason, note=note)


def desk(member):
    return set(Report.objects.visible_to(member).open())


def told(member):
    return list(
        Notification.objects.filter(member=member, kind__startswith="moderation.").values_list(
            "kind", flat=True
        )
    )


# --- Whose desk


def test_a_report_goes_to_the_groups_moderators_and_the_sites(ana, bruno, marta, gema, sol):
    carla = cast.person("Carla")
    dinners = group("Dinners", ana, bruno, carla)
    dinners.promote(carla, by=gema)
    made = report(bruno, post(ana, dinners))
    assert desk(carla) == desk(marta) == desk(gema) == {made}
    assert desk(ana) == desk(bruno) == desk(sol) == set()
    assert told(carla) == told(marta) == ["moderation.reported"]
    assert told(ana) == told(bruno) == told(sol) == []


def test_row_42_a_secret_groups_reports_stay_with_its_moderators_and_managers(ana, bruno, marta, gema):
    carla = cast.person("Carla")
    party = secret("Party", ana, bruno, carla)
    party.promote(carla, by=gema)
    made = report(bruno, post(ana, party))
    assert desk(carla) == desk(gema) == {made}
    assert desk(marta) == set() and told(marta) == []


def test_row_42_nobody_judges_what_is_about_themselves(ana, bruno, marta, gema):
    dinners = group("Dinners", ana, marta, gema)
    made = [
        report(ana, post(marta, dinners)),
        report(ana, comment(gema, post(ana, dinners))),
        report(ana, marta),
    ]
    assert desk(marta) == {made[1]}
    assert desk(gema) == {made[0], made[2]}
    assert told(marta) == ["moderation.reported"]


def test_a_group_moderator_sees_nothing_of_other_groups_or_people(ana, bruno, gema):
    dinners, padel = group("Dinners", ana), group("Padel", bruno)
    dinners.promote(ana, by=gema)
    report(gema, post(bruno, padel))
    report(gema, bruno)
    assert desk(ana) == set()


def test_a_report_is_never_a_ticket(ana, bruno):
    from tickets.desk.models import Ticket

    report(bruno, post(ana, group("Dinners", ana)))
    assert not Ticket.objects.exists()


def test_reporting_twice_is_one_report_and_one_call(ana, bruno, marta):
    said = post(ana, group("Dinners", ana))
    first = report(bruno, said, note="first")
    assert report(bruno, said, reason="spam", note="second") == first
    assert report(cast.person("Carla"), said) != first
    assert told(marta) == ["moderation.reported"]


@pytest.mark.django_db(transaction=True)
def test_ten_taps_are_one_report(ana, bruno, marta):
    said = post(ana, group("Dinners", ana))
    made = together(*[lambda: report(bruno, said) for _ in range(10)])
    assert len({one.pk for one in made}) == Report.objects.count() == 1
    assert told(marta) == ["moderation.reported"]


def test_what_was_decided_is_reported_anew_once_there_is_something_new(ana, bruno, marta):
    said = post(ana, group("Dinners", ana))
    first = report(bruno, said)
    Report.objects.settle(said, by=marta, outcome="dismissed")
    assert report(bruno, said) == first and desk(marta) == set()  # the same words, and they were looked at
    said.edit(by=ana, body="Now it is an insult")
    second = report(bruno, said)
    assert second != first and report(bruno, said) == second and desk(marta) == {second}
    assert second.weight < first.weight  # the first was not right
    about = report(bruno, ana)
    Report.objects.settle(ana, by=marta, outcome="dismissed")
    assert report(bruno, ana) != about  # what people do goes on
    assert told(marta) == ["moderation.reported"] * 4


def test_nobody_reports_faster_than_a_person_reads(ana, bruno, monkeypatch):
    monkeypatch.setattr("community.reports.models.MOST", 2)
    dinners = group("Dinners", ana)
    posts = [post(ana, dinners, f"Said {number}") for number in range(3)]
    for said in posts[:2]:
        report(bruno, said)
    with pytest.raises(ValidationError, match="faster"):
        report(bruno, posts[2])
    assert report(bruno, posts[0]) and Report.objects.count() == 2


# --- The form


@pytest.fixture
def said(ana):
    return post(ana, group("Dinners", ana), "Something said")


def test_bruno_reports_a_post_without_javascript(bruno, said, client_of):
    client = client_of(bruno)
    assert "Something said" in client.get(f"/posts/{said.pk}/report/").content.decode()
    answer = client.post(f"/posts/{said.pk}/report/", {"reason": "insult", "note": "Look at it"})
    assert answer.status_code == 302
    assert Report.objects.get().note == "Look at it"


def test_the_form_says_who_will_see_it_and_never_who_it_is_about(
    ana, bruno, marta, sol, gema, said, client_of
):
    page = client_of(bruno).get(f"/posts/{said.pk}/report/").text
    assert "Who will see this: Gema Prado and Marta Vidal. Nobody else" in " ".join(page.split())
    page = client_of(bruno).get("/members/marta/report/").text
    assert "Who will see this: Gema Prado. Nobody else" in page


def test_bruno_reports_a_comment_and_a_member(ana, bruno, said, client_of):
    client = client_of(bruno)
    client.post(f"/comments/{comment(ana, said).pk}/report/", {"reason": "spam"})
    client.post("/members/ana/report/", {"reason": "false"})
    assert set(Report.objects.values_list("reason", flat=True)) == {"spam", "false"}


def test_nobody_reports_themselves(ana, said, client_of):
    for address in (f"/posts/{said.pk}/report/", "/members/ana/report/"):
        assert client_of(ana).post(address, {"reason": "spam"}).status_code == 403
    assert not Report.objects.exists()


def test_who_comes_back_reads_what_became_of_it(bruno, marta, said, client_of):
    client, address = client_of(bruno), f"/posts/{said.pk}/report/"
    client.post(address, {"reason": "spam", "note": "Rackets again"})
    waiting = client.get(address).text
    assert "tell you what they decide" in waiting and "Advertising or spam" in waiting
    assert "<textarea" not in waiting and "<textarea" in client_of(marta).get(address).text
    Report.objects.settle(said, by=marta, outcome="dismissed")
    assert "Dismissed" in client.get(address).text


@pytest.mark.parametrize("form", [{}, {"reason": "dislike"}, {"reason": "spam", "note": "x" * 501}])
def test_a_form_that_cannot_be_is_kept_and_said_beside_the_field(bruno, said, client_of, form):
    page = client_of(bruno).post(f"/posts/{said.pk}/report/", form)
    assert page.status_code == 422
    assert form.get("note", "") in page.content.decode()
    assert not Report.objects.exists()


def test_row_13_what_bruno_cannot_see_he_cannot_report(ana, bruno, client_of):
    kept = post(ana, closed("Board", ana), CANARY)
    below = comment(ana, kept, CANARY)
    for address in (f"/posts/{kept.pk}/report/", f"/comments/{below.pk}/report/", "/posts/999/report/"):
        for answer in (client_of(bruno).get(address), client_of(bruno).post(address, {"reason": "spam"})):
            assert answer.status_code == 404
            assert CANARY not in answer.content.decode()
    assert not Report.objects.exists()


def test_the_member_answers_for_a_group_of_none(ana, bruno, marta):
    made = report(bruno, ana)
    assert made.group is None and made.person == ana
    assert told(marta) == ["moderation.reported"]
