"""Ana shows once that she is a customer; whoever only guesses learns nothing."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.brand.models import Brand
from accounts.customers.models import A_DAY, A_NUMBER, Record
from accounts.customers.tries import Try
from accounts.imports import rechecking
from accounts.invariants import LAWS
from accounts.mail.models import Mail
from accounts.members.models import Member
from tests.accounts.imports.lists import ELENA, PAU, entered, file_of, lines
from tests.cast import person
from tests.community.examples import comment
from tests.tickets.examples import complaint_of, private_complaint_of, team_with
from tickets.desk import history
from tickets.desk.models import Ticket

NOW = timezone.now()


@pytest.fixture
def listed(gema) -> Record:
    """Elena of the list: number 1001, postcode 26001, born on the last day of 1990."""
    entered(file_of(lines(ELENA, PAU)), by=gema, is_whole=True)
    return Record.objects.get(number="1001")


def proves(member, number="1001", fact="26001", as_of=None) -> bool:
    return Record.objects.prove(by=member, number=number, fact=fact, as_of=as_of) is not None


def test_the_two_that_fit_make_a_verified_customer_and_stand_beside_the_name(ana, bruno, listed, client_of):
    assert "26001" not in str(listed.told) and "1990" not in str(listed.told)
    browser = client_of(ana)
    page = browser.post(
        "/settings/customer/", {"number": "10-01", "fact": "26 001"}, follow=True
    ).content.decode()
    assert "You are a verified customer since" in page
    assert "Verified customer, since" in client_of(bruno).get("/members/ana/").content.decode()
    assert "Verified customer" not in client_of(ana).get("/members/bruno/").content.decode()
    browser.post("/settings/customer/removal/")
    assert Record.objects.of(ana) is None


def test_the_answer_never_tells_which_of_the_two_was_wrong(ana, listed, client_of):
    browser, pages = client_of(ana), set()
    for said in (
        {"number": "1001", "fact": "1"},
        {"number": "9", "fact": "26001"},
        {"number": "9", "fact": "1"},
    ):
        page = browser.post("/settings/customer/", said).content.decode()
        pages.add(page.split('class="form-errors"')[1].split("</div>")[0])
    assert len(pages) == 1 and "We have not found a customer" in pages.pop()


@pytest.mark.parametrize(("kind", "fact"), [("born", "1990-12-31"), ("phone", "0200"), ("postcode", "26001")])
def test_the_brand_says_which_fact_is_asked_for(ana, listed, kind, fact):
    Brand(second_fact=kind).save()
    assert not proves(ana, fact="nothing") and proves(ana, fact=fact)


def test_one_record_verifies_one_account(ana, bruno, listed):
    assert proves(ana) and not proves(bruno) and proves(ana)
    assert Record.objects.verified().count() == 1
    Record.objects.update(person=None)  # of whom the list means nobody is known
    assert not proves(bruno) and Record.objects.of(ana)


def test_a_number_whose_person_has_joined_is_theirs(ana, listed):
    elena = Member.objects.get(email="elena@example.com")
    elena.join()
    elena.admit(by=None)
    assert not proves(ana) and proves(elena)


def test_row_30_guessing_ends_after_a_few_tries_by_account_and_by_number(ana, bruno, listed):
    for _try in range(A_DAY):
        assert not proves(ana, fact="00000", as_of=NOW)
    with pytest.raises(ValidationError):
        proves(ana, as_of=NOW)
    for at in range(A_NUMBER - A_DAY - 1):
        assert not proves(person(f"Member {at}", handle=f"m{at}"), fact="00000", as_of=NOW)
    with pytest.raises(ValidationError):
        proves(bruno, as_of=NOW)
    tomorrow = NOW + timedelta(days=1)
    assert Try.objects.sweep(tomorrow) and proves(bruno, as_of=tomorrow)


def test_once_a_year_it_falls_away_for_whoever_is_in_the_list_no_more(ana, gema, listed):
    assert proves(ana, as_of=NOW)
    entered(file_of(lines(PAU)), by=gema)  # a part of the list says nothing about who is not in it
    assert rechecking.recheck_due(NOW + timedelta(days=300)) == 0
    year = NOW + timedelta(days=366)
    assert rechecking.recheck_due(year) == 0 and Record.objects.of(ana).checked_at == year
    entered(file_of(lines(PAU)), by=gema, is_whole=True)
    assert rechecking.recheck_due(year + timedelta(days=366)) == 1
    assert rechecking.recheck_due(year + timedelta(days=366)) == 0
    mail = Mail.objects.get(kind="accounts.customer_lapsed")
    assert (
        mail.to == ana.email and "it may well be our mistake" in mail.text and Record.objects.of(ana) is None
    )


def test_cards_comments_and_the_desk_show_who_is_verified_until_the_check_lapses(
    ana, bruno, sol, listed, client_of
):
    team_with(sol)
    ticket = complaint_of(ana)
    comment(ana, ticket.post, "And the showers, too.")
    pages = [
        (client_of(bruno), "/?show=all"),
        (client_of(bruno), f"/posts/{ticket.post_id}/"),
        (client_of(sol), f"/admin/tickets/ticket/{ticket.pk}/change/"),
    ]

    def marked() -> list[int]:
        return [browser.get(page).content.decode().count('class="verified"') for browser, page in pages]

    assert marked() == [0, 0, 0]
    proves(ana, as_of=NOW)
    assert marked() == [1, 2, 1]
    Record.objects.of(ana).recheck(NOW + timedelta(days=1), NOW + timedelta(days=400))
    assert marked() == [0, 0, 0]


def test_who_leaves_is_nobodys_customer_here(ana, listed):
    proves(ana)
    ana.leave()
    assert Record.objects.verified().count() == 0


def test_minors_of_the_list_are_known_to_be_minors(listed):
    pau = Member.objects.get(membership_number="1002")
    assert pau.born_on == date(2015, 5, 4) and pau.is_minor(datetime(2026, 11, 22, tzinfo=NOW.tzinfo))


def test_what_waited_for_the_person_on_the_list_is_theirs_who_show_to_be_them(
    ana, sol, gema, listed, client_of
):
    """D-23: the requests that were taken down before, and those of nobody else."""
    team_with(sol)
    elena, pau = (Member.objects.get(membership_number=number) for number in ("1001", "1002"))
    ticket, other = (
        private_complaint_of(elena, "I was charged twice."),
        private_complaint_of(pau, "Not hers."),
    )
    ticket.reply(by=sol, body="We look into it.")
    assert not proves(ana, fact="00000") and Ticket.objects.get(pk=ticket.pk).customer == elena
    browser = client_of(ana)
    browser.post("/settings/customer/", {"number": "1001", "fact": "26001"})
    page = browser.get(ticket.get_absolute_url()).content.decode()
    assert "charged twice" in page and "We look into it." in page
    assert browser.get(other.get_absolute_url()).status_code == 404
    ana.refresh_from_db()
    assert ana.membership_number == "1001" and history.broken_links(ticket) == 0
    assert not Member.objects.filter(email="elena@example.com").exists()
    assert entered(file_of(lines(ELENA, PAU)), by=gema).counts()["bad"] == 0
    assert (
        Record.objects.get(number="1001").person == ana
        and Member.objects.filter(name="Elena Muñoz Peña").count() == 0
    )
    assert {law.id for law in LAWS if law.violations()} == set()
