"""The owner's first day: each step is kept, can be put off, sent twice and come back to; managers alone."""

import pytest
from django.utils import timezone, translation

from accounts.brand.models import Brand, Centre
from accounts.invitations.models import Invitation
from accounts.mail.models import Mail
from accounts.roles import Role
from community.groups.models import Group
from config.first_day.models import Key, SetupStep
from config.first_day.progress import OTHERWISE, Progress
from tests.community.examples import everybody
from tickets.sla.models import BusinessCalendar, LocalHoliday
from tickets.teams.models import Category

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(gema, client_of):
    everybody()
    return client_of(gema)


HOLDER = {
    "legal_name": "La Estrella, S. L.", "address": "Calle del Mar 3, A Coruña", "contact_email": "club@example.com",
    "minimum_age": 14,
}  # fmt: skip


def send(browser, key: str, **data):
    return browser.post(f"/first-day/{key}/", data)


def test_every_step_opens_and_says_what_holds_until_then(owner):
    for key in Key:
        page = owner.get(f"/first-day/{key}/")
        assert page.status_code == 200 and str(OTHERWISE[key])[:40] in page.content.decode().replace(
            "&#x27;", "'"
        )


def test_the_home_says_how_far_it_is(owner, ana, client_of):
    assert "0 of 9" in owner.get("/").content.decode()
    send(owner, "identity", name="Club Náutico La Estrella", language="es", timezone="Europe/Madrid")
    owner.post("/first-day/look/later/")
    home = owner.get("/").content.decode()
    assert "1 of 9" in home and 'href="/first-day/legal/"' in home
    assert "setup-strip" not in client_of(ana).get("/").content.decode()
    for key in Key:
        owner.post(f"/first-day/{key}/later/")
    # Who answers for the house, and whether mail goes out, cannot be put off.
    assert 'href="/first-day/legal/"' in owner.get("/").content.decode()
    send(owner, "legal", **HOLDER)
    send(owner, "mail")
    for state in ("queued", "failed"):
        Mail.objects.update(state=state)
        assert 'href="/first-day/mail/"' in owner.get("/").content.decode()
    Mail.objects.update(state="sent", sent_at=timezone.now())
    assert "setup-strip" not in owner.get("/").content.decode()
    assert "Your house is open" in owner.get("/first-day/").content.decode()


def test_who_answers_for_the_house_is_asked_for(owner):
    page = send(owner, "legal", minimum_age=14, legal_name="La Estrella, S. L.")
    said = page.content.decode()
    assert page.status_code == 422 and Brand.to_change().legal_name == ""
    assert "a letter has to reach somebody" in said and "somebody reads" in said


def test_the_name_gives_short_name_and_references(owner):
    answer = send(owner, "identity", name="Gimnasio Ágora", language="en", timezone="Atlantic/Canary")
    brand = Brand.to_change()
    assert answer.url == "/first-day/look/"
    assert (brand.name, brand.short_name, brand.key_prefix) == ("Gimnasio Ágora", "Gimnasio Ágora", "AGO")
    assert (brand.language, brand.timezone) == ("en", "Atlantic/Canary")
    send(owner, "identity", name="La Ribera Sailing Club", language="en", timezone="Europe/Madrid")
    assert Brand.to_change().key_prefix == "RIB"


def test_a_house_speaks_first_as_its_owner_does(client_of, gema):
    for language in ("en", "es"):
        gema.prefer(language=language)
        asked = client_of(gema).get("/first-day/identity/")
        assert asked.context["form"]["language"].value() == language


def test_what_is_wrong_is_said_and_nothing_kept(owner):
    answer = send(owner, "identity", name="", language="es", timezone="Europe/Madrid")
    assert answer.status_code == 422 and not SetupStep.objects.exists()
    assert send(owner, "look", colour="red").status_code == 422
    assert send(owner, "team", **{"email-1": "nobody", "role-1": "agent"}).status_code == 422
    assert send(owner, "sector", sector="bakery").status_code == 422


def test_a_step_that_was_done_is_not_undone_by_putting_it_off(owner, gema):
    SetupStep.objects.take(Key.LOOK, by=gema, answers={})
    owner.post("/first-day/look/later/")
    assert Progress().of(Key.LOOK).is_done


def test_being_large_binds_the_house_and_is_kept_as_it_was_said(owner, gema):
    send(owner, "legal", **HOLDER, much_turnover="on")
    assert Brand.to_change().obliged_by_law_10_2025 and Brand.to_change().legal_name == "La Estrella, S. L."
    row = SetupStep.objects.get(key="legal")
    assert row.by == gema and row.answers == {
        "many_people": False,
        "much_turnover": True,
        "much_balance": False,
    }
    send(owner, "legal", **HOLDER | {"minimum_age": 16})
    assert not Brand.to_change().obliged_by_law_10_2025 and Brand.to_change().minimum_age == 16


def test_centres_bring_their_holidays_and_hours(owner):
    main = {"region": "RI", "timezone": "Europe/Madrid", "week": "shop"}
    for _twice in range(2):
        assert send(owner, "centres", name="Main ground", another="1", **main).url == "/first-day/centres/"
    abroad = {"name": "Boat house", "region": "-", "timezone": "Europe/Lisbon", "week": "daily"}
    assert send(owner, "centres", **abroad, **{"day-name-2": "Regatta"}).status_code == 422
    send(
        owner, "centres", **abroad, **{"day-1": "2027-06-24", "day-2": "2027-08-14", "day-name-2": "Regatta"}
    )
    towns = LocalHoliday.objects.filter(calendar__centre__name="Boat house").values_list("name", flat=True)
    assert list(towns) == ["Local holiday", "Regatta"]
    first, second = Centre.objects.order_by("pk")
    assert first.is_default and first.calendar.is_default and first.calendar.region == "RI"
    assert first.calendar.slots.count() == 6 and second.calendar.slots.count() == 7
    assert (second.calendar.country, second.calendar.zone) == ("", "Europe/Lisbon")
    assert BusinessCalendar.objects.count() == 2
    page = owner.get("/first-day/centres/").content.decode()
    assert "Main ground" in page and "local holidays" in page and "Regatta" in page


def test_one_centre_is_enough_and_no_region_is_guessed_that_only_the_owner_knows(owner):
    assert owner.get("/first-day/centres/").context["form"]["region"].value() == ""
    for zone, region in (("Atlantic/Canary", "CN"), ("Europe/Lisbon", "-")):
        Brand(timezone=zone).save()
        assert owner.get("/first-day/centres/").context["form"]["region"].value() == region
    rest = {"region": "", "timezone": "Europe/Lisbon", "week": "usual"}
    assert send(owner, "centres", **rest).status_code == 422
    send(owner, "centres", name="Ground", another="1", **rest)
    assert send(owner, "centres", **rest).url == "/first-day/sector/"
    assert "what people call it" in send(owner, "centres", address="Pier 3", **rest).content.decode()
    assert Centre.objects.get().name == "Ground"


def test_a_sector_speaks_the_language_of_the_house(owner):
    Brand(language="es").save()
    with translation.override("en"):
        for _twice in range(2):
            send(owner, "sector", sector="gym")
    assert (
        Group.objects.filter(name="Clases").count() == 1
        and Category.objects.filter(name="Lockers").count() == 1
    )
    assert 'value="gym" checked' in owner.get("/first-day/sector/").content.decode()


def test_the_team_is_invited_once_each(owner, ana):
    lines = {"email-1": "New@example.com", "role-1": "agent", "email-2": "ana@example.com", "role-2": "moderator",
             "email-3": "", "role-3": "agent"}  # fmt: skip
    for _twice in range(2):
        send(owner, "team", **lines)
    assert list(Invitation.objects.values_list("email", "role")) == [("new@example.com", Role.AGENT)]
    assert Mail.objects.filter(kind="accounts.invitation").count() == 1
    lines |= {"email-3": "later@example.com"}
    told = owner.post("/first-day/team/", lines, follow=True).content.decode()
    assert "Invited: later@example.com." in told
    assert "A member, or invited already: new@example.com, ana@example.com." in told


def test_welcome_and_rules(owner):
    send(owner, "texts", welcome="Pull up a chair.", rules="- Be kind.")
    assert Brand.to_change().welcome == "Pull up a chair." and "Be kind" in Group.objects.default().rules_html


def test_the_test_mail_says_what_becomes_of_it(owner, gema):
    for _twice in range(2):
        send(owner, "mail")
    mail = Mail.objects.get(kind="setup.test")
    assert (
        mail.to == "gema@example.com" and "on its way" in owner.get("/first-day/mail/state/").content.decode()
    )
    Mail.objects.update(state="failed", error="550 no such user")
    state = owner.get("/first-day/mail/state/").content.decode()
    assert "550 no such user" in state and "hx-get" not in state
    # The rest of the page says so too, once nothing more becomes of it.
    assert owner.get("/first-day/mail/state/")["HX-Refresh"] == "true"
    send(owner, "mail")
    assert Mail.objects.filter(kind="setup.test").count() == 2


def test_one_link_and_its_code(owner, gema, client):
    for _twice in range(2):
        assert owner.post("/first-day/invite/link/").url == "/first-day/invite/"
    link = Invitation.objects.get()
    page = owner.get("/first-day/invite/").content.decode()
    assert link.token in page and "data:image/svg+xml;base64," in page
    assert client.get(f"/invitation/{link.token}/").status_code == 200


def test_only_managers(ana, marta, sol, client_of):
    for member in (ana, marta, sol):
        assert client_of(member).post("/first-day/identity/", {"name": "Mine"}).status_code == 403
        assert client_of(member).get("/first-day/").status_code == 403
    assert not SetupStep.objects.exists() and not Brand.objects.exists()
