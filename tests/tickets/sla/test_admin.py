"""SLA settings in the admin: who may change them, what a change does to open requests, and the simulator."""

import pytest
from django.urls import reverse

from accounts.brand.models import Brand
from tests.tickets.sla.makers import at, due, house, policy, wound
from tickets.sla.models import BusinessCalendar, Clock, Policy

pytestmark = pytest.mark.django_db
CALENDARS, POLICIES = "admin:tickets_businesscalendar", "admin:tickets_policy"
SIMULATOR = "admin:tickets_businesscalendar_simulator"


@pytest.fixture(autouse=True)
def open_house(db):
    return house()


@pytest.fixture
def manager(gema, client_of):
    return client_of(gema)


def calendar_form(of=None, slots=(), days=(), **fields):
    """What the calendar page sends: its fields, its slots and its local holidays."""
    sent = {"name": "Ground", "zone": "Europe/Madrid", "country": "ES", "region": "MD"} | fields
    kept = list(of.slots.values_list("pk", "weekday", "opens", "closes")) if of else []
    rows = [{"id": pk, "weekday": day, "opens": _time(a), "closes": _time(b)} for pk, day, a, b in kept]
    rows += [{"weekday": day, "opens": opens, "closes": closes} for day, opens, closes in slots]
    for prefix, lines, initial in (
        ("slots", rows, len(kept)),
        ("local_holidays", [{"day": day, "name": "Fair"} for day in days], 0),
    ):
        sent |= {f"{prefix}-TOTAL_FORMS": len(lines), f"{prefix}-INITIAL_FORMS": initial}
        for number, line in enumerate(lines):
            known = line | ({"calendar": of.pk} if of else {})
            sent |= {f"{prefix}-{number}-{key}": value for key, value in known.items()}
    return sent


def _time(minute):
    return f"{minute // 60:02d}:{minute % 60:02d}"


def policy_form(first="", following="", resolution="", **conditions):
    targets = {
        "first_answer_minutes": first,
        "next_answer_minutes": following,
        "resolution_minutes": resolution,
    }
    return {"kind": "", "priority": "", "team": "", "calendar": ""} | targets | conditions


def refusals(response):
    """Everything that the page says is wrong."""
    assert response.status_code == 200
    context = response.context
    forms = [
        context["adminform"].form,
        *(form for s in context["inline_admin_formsets"] for form in s.formset),
    ]
    errors = [str(error) for form in forms for found in form.errors.values() for error in found]
    return errors + [str(e) for s in context["inline_admin_formsets"] for e in s.formset.non_form_errors()]


# --- Who


@pytest.mark.parametrize("name", [f"{CALENDARS}_changelist", f"{POLICIES}_changelist", SIMULATOR])
def test_only_staff_see_the_settings(name, ana, bruno, marta, sol, gema, client_of):
    for stranger in (None, ana, bruno, marta):
        assert client_of(stranger).get(reverse(name)).status_code in (302, 403)
    for staff in (sol, gema):
        assert client_of(staff).get(reverse(name)).status_code == 200


def test_row_40_an_agent_reads_the_settings_and_changes_nothing(sol, client_of, open_house):
    agent, everything = client_of(sol), Policy.objects.get()
    pages = {
        reverse(f"{CALENDARS}_change", args=[open_house.pk]): calendar_form(open_house, name="Mine"),
        reverse(f"{CALENDARS}_add"): calendar_form(name="Mine"),
        reverse(f"{CALENDARS}_delete", args=[open_house.pk]): {"post": "yes"},
        reverse(f"{POLICIES}_change", args=[everything.pk]): policy_form("1 min"),
        reverse(f"{POLICIES}_add"): policy_form("1 min", kind="claim"),
        reverse(f"{POLICIES}_delete", args=[everything.pk]): {"post": "yes"},
    }
    for page, sent in pages.items():
        assert agent.post(page, sent).status_code == 403, page
    assert (BusinessCalendar.objects.get().name, Policy.objects.get().first_answer_minutes) == ("Madrid", 240)
    page = agent.get(reverse(f"{CALENDARS}_change", args=[open_house.pk]))
    assert "09:00–14:00" in page.content.decode()


def test_what_the_house_cannot_do_without_cannot_be_deleted(manager, open_house):
    for page in (f"{CALENDARS}_delete", f"{POLICIES}_delete"):
        pk = open_house.pk if page.startswith(CALENDARS) else Policy.objects.get().pk
        assert manager.post(reverse(page, args=[pk]), {"post": "yes"}).status_code == 403
    for model in (CALENDARS, POLICIES):
        pk = open_house.pk if model == CALENDARS else Policy.objects.get().pk
        sent = {"action": "delete_selected", "_selected_action": [pk], "post": "yes"}
        manager.post(reverse(f"{model}_changelist"), sent)
    assert BusinessCalendar.objects.count() == Policy.objects.count() == 1


# --- Calendars


def test_a_new_calendar_is_offered_usual_hours_and_keeps_them(manager):
    page = manager.get(reverse(f"{CALENDARS}_add"))
    offered = [form.initial for form in page.context["inline_admin_formsets"][0].formset if form.initial]
    assert len(offered) == 10
    slots = [(slot["weekday"], _time(slot["opens"]), _time(slot["closes"])) for slot in offered]
    slots[3] = (1, "", "")  # Tuesday afternoons are closed
    manager.post(reverse(f"{CALENDARS}_add"), calendar_form(slots=slots))
    assert BusinessCalendar.objects.get(name="Ground").slots.count() == 9


def test_a_day_may_end_at_24_00(manager):
    manager.post(
        reverse(f"{CALENDARS}_add"), calendar_form(slots=[(4, "20.00", "24:00"), (5, "0:00", "2h30")])
    )
    slots = BusinessCalendar.objects.get(name="Ground").slots
    assert list(slots.values_list("weekday", "opens", "closes")) == [(4, 1200, 1440), (5, 0, 150)]


@pytest.mark.parametrize(
    ("slots", "word"),
    [
        ([(0, "14:00", "09:00")], "after it opens"),
        ([(0, "22:00", "02:00")], "night"),
        ([(0, "09:00", "24:01")], "24:00"),
        ([(0, "09:60", "14:00")], "such as"),
        ([(0, "nine", "14:00")], "such as"),
        ([(0, "٠٩:٠٠", "14:00")], "such as"),
        ([(0, "09:00", "14:00"), (0, "13:00", "15:00")], "Monday 09:00–14:00 overlaps Monday 13:00–15:00"),
        ([(0, "", "14:00")], "required"),
        ([(9, "09:00", "14:00")], "Select a valid choice"),
    ],
)
def test_hours_that_make_no_sense_are_refused_with_a_sentence(manager, slots, word):
    errors = refusals(manager.post(reverse(f"{CALENDARS}_add"), calendar_form(slots=slots)))
    assert any(word in error for error in errors), errors
    assert not BusinessCalendar.objects.filter(name="Ground").exists()


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({"zone": "Europe/Atlantis"}, "time zone"),
        ({"country": "XX"}, "no holidays"),
        ({"region": "ZZ"}, "Known: AN"),
        ({"name": "Madrid"}, "already exists"),
    ],
)
def test_a_calendar_that_makes_no_sense_is_refused_with_a_sentence(manager, fields, word):
    errors = refusals(manager.post(reverse(f"{CALENDARS}_add"), calendar_form(**fields)))
    assert any(word in error for error in errors), errors


def test_the_same_local_holiday_twice_is_refused(manager):
    sent = calendar_form(days=["2026-12-01", "2026-12-01"])
    assert refusals(manager.post(reverse(f"{CALENDARS}_add"), sent))


def test_a_new_local_holiday_moves_what_is_open_and_says_so(manager, ana, open_house):
    complaint = wound(ana)
    page = reverse(f"{CALENDARS}_change", args=[open_house.pk])
    sent = calendar_form(open_house, days=["2026-12-01"], name="Madrid")
    shown = manager.post(page, sent, follow=True)
    assert due(complaint, "resolution") == "2026-12-03T12:00"
    assert any("1 open due time moved" in str(message) for message in shown.context["messages"])


def test_a_preview_shows_what_would_move_and_saves_nothing(manager, ana, open_house):
    complaint = wound(ana)
    page = reverse(f"{CALENDARS}_change", args=[open_house.pk])
    sent = calendar_form(open_house, days=["2026-12-01"], name="Another", _preview="1")
    shown = manager.post(page, sent).content.decode()
    assert complaint.key in shown and "Nothing has been saved" in shown
    assert due(complaint, "resolution") == "2026-12-02T12:00"
    open_house.refresh_from_db()
    assert (open_house.name, open_house.local_holidays.count()) == ("Madrid", 0)


def test_the_page_of_a_calendar_names_its_holidays_and_what_is_missing(manager, open_house):
    page = manager.get(reverse(f"{CALENDARS}_change", args=[open_house.pk])).content.decode()
    assert "Immaculate Conception" in page
    assert "check them with the official list" in page


def test_more_calendars_cost_no_more_queries(manager, django_assert_max_num_queries):
    for number in range(12):
        BusinessCalendar.objects.create(name=f"Centre {number}")
    with django_assert_max_num_queries(12):
        manager.get(reverse(f"{CALENDARS}_changelist"))


# --- Policies


@pytest.mark.parametrize(
    ("written", "minutes"),
    [("4 h", 240), ("90", 90), ("90 min", 90), ("4 h 30 min", 270), ("4h30", 270), ("1H", 60), ("", None)],
)
def test_targets_are_written_as_people_do(manager, written, minutes):
    manager.post(reverse(f"{POLICIES}_add"), policy_form(written, resolution="24 h", kind="claim"))
    assert Policy.objects.get(kind="claim").first_answer_minutes == minutes


@pytest.mark.parametrize("written", ["soon", "0", "-5", "3 days", "1e9", "99999 h", "4:30", "٤ h", "h"])
def test_targets_that_are_none_are_refused_beside_the_field(manager, written):
    shown = manager.post(reverse(f"{POLICIES}_add"), policy_form(written, kind="claim"))
    assert "first_answer_minutes" in shown.context["adminform"].form.errors
    assert not Policy.objects.filter(kind="claim").exists()


def test_the_page_of_a_policy_reads_it_aloud_and_keeps_its_targets(manager):
    urgent = policy(first=90, kind="complaint", priority="urgent")
    page = reverse(f"{POLICIES}_change", args=[urgent.pk])
    shown = manager.get(page).content.decode()
    assert "Complaint · Urgent: first answer in 1 h 30 min of opening time" in shown
    assert "this one wins" in shown and 'value="1 h 30 min"' in shown


def test_a_second_policy_for_the_same_requests_is_refused(manager):
    policy(first=90, kind="complaint")
    errors = refusals(manager.post(reverse(f"{POLICIES}_add"), policy_form("1 h", kind="complaint")))
    assert any("exactly these requests" in error for error in errors), errors
    errors = refusals(manager.post(reverse(f"{POLICIES}_add"), policy_form("1 h")))
    assert any("exactly these requests" in error for error in errors), errors


def test_the_policy_for_any_request_stays_for_any_request(manager):
    everything = Policy.objects.get()
    page = reverse(f"{POLICIES}_change", args=[everything.pk])
    assert refusals(manager.post(page, policy_form("1 h", kind="complaint")))
    manager.post(page, policy_form("1 h"))
    assert Policy.objects.get().first_answer_minutes == 60


def test_kinds_and_priorities_that_do_not_exist_are_refused(manager):
    for forged in ({"kind": "bribe"}, {"priority": "asap"}, {"team": "999"}, {"calendar": "999"}):
        assert refusals(manager.post(reverse(f"{POLICIES}_add"), policy_form("1 h", **forged)))


def test_a_new_policy_counts_for_what_is_open(manager, ana):
    complaint = wound(ana)
    manager.post(reverse(f"{POLICIES}_add"), policy_form("2 h", resolution="20 h", kind="complaint"))
    assert due(complaint, "first_answer") == "2026-11-30T12:00"
    complaint.refresh_from_db()
    assert complaint.due_at == at("2026-11-30T12:00")


def test_a_deleted_policy_hands_its_requests_to_the_next(manager, ana):
    urgent = policy(first=60, resolution=480, kind="complaint")
    complaint = wound(ana)
    manager.post(reverse(f"{POLICIES}_delete", args=[urgent.pk]), {"post": "yes"})
    assert due(complaint, "first_answer") == "2026-11-30T14:00"
    assert Clock.objects.filter(ticket=complaint, policy=Policy.objects.get()).count() == 2


# --- The simulator


def simulate(browser, by, **changes):
    asked = {
        "calendar": by.pk,
        "day": "2026-12-04",
        "time": "19:30",
        "kind": "complaint",
        "priority": "normal",
    }
    return browser.get(reverse(SIMULATOR), asked | changes)


def test_the_simulator_shows_every_due_time_and_why(manager, open_house):
    page = simulate(manager, open_house)
    first, following, resolution, law = page.context["simulation"].answers
    assert first.due_at.isoformat() == "2026-12-09T12:30:00"
    assert law.due_at.isoformat() == "2026-12-19T23:59:59"
    text = page.content.decode()
    for reason in ("Fri 4 Dec 19:30–20:00", "Wed 9 Dec 09:00–12:30", "closed on Tue 8 Dec", "does not count"):
        assert reason in text
    assert following.due_at < first.due_at < resolution.due_at


def test_the_simulator_agrees_with_the_clocks(manager, ana, open_house):
    Brand.objects.create(obliged_by_law_10_2025=True)
    complaint = wound(ana, "2026-12-04T19:30")
    shown = {
        answer.name: answer.due_at for answer in simulate(manager, open_house).context["simulation"].answers
    }
    for clock in complaint.clocks.all():
        assert shown[clock.get_kind_display()] == clock.due_at.astimezone(open_house.tz).replace(tzinfo=None)
    assert len(shown) == 6


def test_the_simulator_says_which_policy_governs(manager, open_house):
    urgent = policy(first=60, priority="urgent")
    assert simulate(manager, open_house, priority="urgent").context["simulation"].policy == urgent
    answers = simulate(manager, open_house, priority="urgent").context["simulation"].answers
    assert [answer.due_at is None for answer in answers] == [False, True, True, False]


def test_the_simulator_explains_the_two_nights_of_the_clock(manager, open_house):
    skipped = simulate(manager, open_house, day="2026-03-29", time="02:30").context["simulation"].notes
    twice = simulate(manager, open_house, day="2026-10-25", time="02:30").context["simulation"].notes
    assert "skips this time" in skipped[0] and "comes twice" in twice[0]


@pytest.mark.parametrize(
    "asked",
    [
        {"day": "0001-01-01"},
        {"day": "2026-02-30"},
        {"time": "25:00"},
        {"kind": "x"},
        {"calendar": "0"},
        {"team": "x"},
    ],
)
def test_nonsense_in_the_simulator_is_said_beside_the_field(manager, open_house, asked):
    page = simulate(manager, open_house, **asked)
    assert page.status_code == 200
    assert page.context["simulation"] is None and set(page.context["form"].errors) == set(asked)


def test_a_house_that_never_opens_is_explained(manager, open_house):
    open_house.slots.all().delete()
    first = simulate(manager, open_house).context["simulation"].answers[0]
    assert (first.due_at, first.reasons) == (None, ["The calendar never opens, or hardly ever."])


def test_the_settings_bring_no_script_or_style_of_their_own(manager, open_house):
    for page in (reverse(SIMULATOR), reverse(f"{CALENDARS}_add"), reverse(f"{POLICIES}_add")):
        text = manager.get(page).content.decode()
        assert "style=" not in text and "onclick" not in text and "<style" not in text
