"""The managers' privacy desk: a month for each request, seventy-two hours for each breach, and the record."""

import csv
import io
from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.brand.models import Brand
from accounts.mail.models import Mail
from accounts.privacy import registry, retention
from accounts.privacy.breaches import Breach
from accounts.privacy.data_requests import DataRequest
from accounts.privacy.departures import Departure
from accounts.privacy.exports import Export
from accounts.privacy.month import months_later
from accounts.roles import Role
from tests.cast import person

pytestmark = pytest.mark.django_db
EVA = {
    "kind": "access",
    "way": "letter",
    "name": "Eva",
    "email": "eva@example.org",
    "words": "What do you hold?",
}


def noon(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00:00+00:00")


def asked_on(gema, day: str, **other) -> DataRequest:
    return DataRequest.objects.enter(by=gema, received_on=date.fromisoformat(day), **EVA | other)


@pytest.mark.parametrize(
    ("day", "months", "due"),
    [("2026-01-31", 1, "2026-02-28"), ("2026-11-15", 1, "2026-12-15"), ("2026-12-31", 3, "2027-03-31")],
)
def test_a_month_ends_on_the_same_day_or_on_the_last(day, months, due):
    assert months_later(date.fromisoformat(day), months).isoformat() == due


def test_l_22_managers_are_warned_a_week_before_once(gema, sol):
    asked = asked_on(gema, "2026-01-10")
    assert DataRequest.objects.warn_due(noon("2026-02-02")) == 0
    assert [DataRequest.objects.warn_due(noon("2026-02-03")) for _twice in range(2)] == [1, 0]
    assert [mail.member for mail in Mail.objects.filter(kind="accounts.data_due")] == [gema]
    assert asked.is_near(noon("2026-02-10")) and not asked.is_late(noon("2026-02-10"))
    assert asked.is_late(noon("2026-02-11"))


def test_l_22_it_is_put_off_once_within_the_first_month_and_the_person_is_told_why(gema):
    asked = asked_on(gema, "2026-01-10")
    first = noon("2026-02-10")
    assert asked.extend(by=gema, reason="It is in an archive on paper", as_of=first)
    assert not asked.extend(by=gema, reason="Again", as_of=first), "once"
    assert asked.due_on == date(2026, 4, 10) and asked.extension == "It is in an archive on paper"
    told = Mail.objects.get(kind="accounts.data_extended")
    assert told.to == "eva@example.org" and "archive on paper" in told.text
    assert DataRequest.objects.warn_due(noon("2026-04-05")) == 1, "its new date is warned of, too"
    with pytest.raises(ValidationError, match="first month"):
        asked_on(gema, "2026-01-10").extend(by=gema, reason="Too late", as_of=noon("2026-02-11"))


def test_the_desk_shows_all_that_was_asked_with_its_date(ana, bruno, gema, client_of):
    Export.objects.ask(by=ana, as_of=timezone.now())
    Departure.objects.begin(bruno, words="stay")
    desk = client_of(gema)
    today = timezone.localdate()
    answer = desk.post("/privacy-desk/", EVA | {"received_on": today + timedelta(days=3)})
    assert answer.status_code == 422 and "not come yet" in answer.text
    made = desk.post("/privacy-desk/", EVA | {"received_on": today - timedelta(days=40)})
    page = desk.get("/privacy-desk/").text
    assert "Eva" in page and "Late" in page and "Ana" in page and "Erasure" in page
    assert "Put it off" not in desk.get(made.url).text
    assert desk.post(f"{made.url}extension/", {"reason": "Too late"}).status_code == 422
    desk.post(f"{made.url}answer/", {"answer": "Sent by letter"})
    assert "Sent by letter" in desk.get(made.url).text and not DataRequest.objects.open().exists()


def test_l_26_the_clock_of_a_breach_runs_from_knowing_until_the_authority_was_told(gema, client_of):
    known = timezone.now() - timedelta(hours=80)
    breach = Breach.objects.enter(by=gema, known_at=known, what="A list went astray", whom="Forty members")
    assert breach.hours_left(known + timedelta(hours=70, minutes=30)) == 1
    assert breach.is_late() and Breach.objects.running().count() == 1
    desk, said = client_of(gema), {"what": breach.what, "whom": breach.whom}
    said |= {"known_at": f"{known:%Y-%m-%dT%H:%M}", "authority_told_at": f"{timezone.now():%Y-%m-%dT%H:%M}"}
    assert desk.post(breach.get_absolute_url(), said).status_code == 422, (
        "later than 72 hours needs its reasons"
    )
    said |= {"authority_words": "We found out whose list it was on Sunday"}
    assert desk.post(breach.get_absolute_url(), said).status_code == 302
    assert not Breach.objects.running().exists()
    assert "Told late, with reasons" in desk.get("/privacy-desk/breaches/").text


def test_l_26_each_manager_is_warned_once_a_day_before_the_hours_of_a_breach_end(gema, sol):
    olga = person("Olga Mar", role=Role.MANAGER)
    breach = Breach.objects.enter(
        by=gema, known_at=noon("2026-02-02"), what="A list went astray", whom="Forty"
    )
    assert Breach.objects.warn_due(noon("2026-02-04") - timedelta(minutes=1)) == 0
    assert [Breach.objects.warn_due(noon("2026-02-04")) for _twice in range(2)] == [1, 0]
    told = Mail.objects.filter(kind="accounts.breach_due")
    assert {mail.member for mail in told} == {gema, olga} and breach.get_absolute_url() in told[0].text
    breach.refresh_from_db()
    breach.note(known_at=noon("2026-02-03"))
    assert Breach.objects.warn_due(noon("2026-02-04")) == 0, "its clock began later"
    assert Breach.objects.warn_due(noon("2026-02-05")) == 1
    settled = Breach.objects.enter(by=gema, known_at=noon("2026-02-02"), what="A key was lost", whom="Nobody")
    settled.note(authority_words="Nobody was at risk")
    assert Breach.objects.warn_due(noon("2026-02-09")) == 0


def test_row_26_no_cell_of_the_record_is_a_formula(gema, client_of):
    Brand(legal_name='=HYPERLINK("https://x.example")', contact_email="hola@example.com").save()
    sent = client_of(gema).get("/privacy-desk/processing.csv").content.decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(sent)) for cell in row]
    assert any("=HYPERLINK" in cell for cell in cells)
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))] == []


def test_l_26_the_record_of_processing_names_every_class_and_period(gema, client_of):
    desk = client_of(gema)
    page = desk.get("/privacy-desk/processing/").text
    sent = desk.get("/privacy-desk/processing.csv")
    rows = list(csv.reader(io.StringIO(sent.content.decode("utf-8-sig"))))
    names = {row[1] for row in rows}
    assert {str(held.label) for held in registry.known()} <= names
    assert {str(kept.label) for kept in retention.known()} <= names
    assert "Saved posts" in page and "365 days" in page
