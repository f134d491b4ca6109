"""The digest: what one has not read in one mail, in the morning, asked again when it goes, and never the same twice."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from accounts.mail import sending
from accounts.mail.models import Mail
from community.contacts.models import Block
from community.digests import laws, sections, sweeping
from community.digests.models import Digest, Issue
from community.events.models import Rsvp
from community.groups.memberships import Membership
from community.notifications import laws as notification_laws
from community.notifications.channels import HELD
from community.notifications.choices import Choice
from community.notifications.deliveries import Delivery
from community.notifications.delivering import deliver_due
from community.notifications.models import Notification
from community.notifications.rhythm import Rhythm
from community.posts.levels import PostLevel
from community.posts.models import PostRead
from tests.cast import person
from tests.community.events.examples import event
from tests.community.examples import CANARY, closed, comment, everybody, group, post
from tests.community.polls.examples import option, poll
from tests.community.profiles.examples import MINOR
from tests.parallel import together
from tests.tickets.examples import private_complaint_of, team_with

pytestmark = pytest.mark.django_db
SUNDAY = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
MONDAY = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)  # eight in Madrid
DAY = timedelta(days=1)


@pytest.fixture
def dinners(ana, bruno):
    """Ana and Bruno dine together; the sweep has met both."""
    Digest.objects.enrol(SUNDAY)
    return group("Dinners", ana, bruno)


def mails(member) -> list[Mail]:
    return list(Mail.objects.filter(member=member, kind="digests.digest").order_by("pk"))


def shut_out(member, gone: str, *, by) -> None:
    if gone == "suspended":
        member.suspend(by=by, reason="Rudeness")
    elif gone == "left":
        member.leave()
    else:
        type(member).objects.filter(pk=member.pk).update(approved_at=None)


def digest_of(member, at=MONDAY) -> Mail:
    sweeping.send_due(at)
    return mails(member)[-1]


def unbroken() -> bool:
    return not (
        notification_laws.events_told_twice()
        or laws.times_told_twice()
        or notification_laws.deliveries_that_nobody_made()
    )


# --- What stands in it


def test_it_holds_what_one_has_not_read_and_what_lies_ahead(ana, bruno, sol, dinners):
    post(bruno, dinners, "Who brings the wine?", as_of=SUNDAY)
    comment(bruno, post(bruno, dinners, "Forgotten umbrella", as_of=SUNDAY), "Mine!", as_of=SUNDAY)
    dinner = event(bruno, dinners, "Long table", starts_at=MONDAY + 3 * DAY, as_of=SUNDAY)
    dinner.rsvp(by=ana, answer="yes", as_of=SUNDAY)
    poll(bruno, dinners, title="Which wine?", closes_at=MONDAY + 2 * DAY, as_of=SUNDAY)
    idea = post(ana, dinners, "A second table", kind="suggestion", as_of=SUNDAY)
    idea.decide("planned", by=sol, as_of=SUNDAY)
    ticket = private_complaint_of(ana)
    mail = digest_of(ana)
    assert "6" in mail.subject and "This week" in mail.subject
    titles = ["What you have not read", "My requests", "You are coming", "Polls that close", "The best of"]
    for body in (mail.text, mail.html):
        places = [body.index(title) for title in titles]
        assert places == sorted(places)
        for words in ("A second table", ticket.key, "Long table", "Thu 26 Nov", "Which wine?", "bring"):
            assert words in body
    assert mail.text.index("Forgotten umbrella") < mail.text.index(
        "Who brings the wine?"
    )  # it moved people more
    assert mail.html.count("<style") == 1 and 'style="' in mail.html


def test_it_speaks_the_language_of_its_reader(ana, bruno, dinners):
    ana.prefer(language="es")
    post(bruno, dinners, "¿Quién trae el vino?", as_of=SUNDAY)
    comment(ana, post(bruno, dinners, "¿Y el pan?", as_of=SUNDAY), as_of=SUNDAY)
    poll(bruno, dinners, title="¿Tinto?", closes_at=MONDAY + DAY, as_of=SUNDAY)
    mail = digest_of(ana)
    assert mail.subject.startswith("Esta semana en")
    for body in (mail.text, mail.html):
        assert all(words in body for words in ("Lo mejor de tus grupos", "1 comentario", "Cierra el"))


def test_nothing_to_tell_is_not_sent_and_an_open_request_alone_is_no_news(ana, dinners):
    private_complaint_of(ana)
    post(ana, dinners, "Said by herself", as_of=SUNDAY)
    sweeping.send_due(MONDAY)
    assert not mails(ana)
    assert Digest.objects.get(pk=ana.pk).next_at == MONDAY + 7 * DAY


@pytest.mark.parametrize("how", ["ignore", "block", "group", "post"])
def test_nothing_of_whom_or_what_one_has_turned_down(ana, bruno, dinners, how):
    Choice.objects.choose({"replies": ["app", "digest"]}, by=ana)
    mine = post(ana, dinners, "By Ana", as_of=SUNDAY)
    comment(bruno, mine, "canary to Ana", as_of=SUNDAY)
    Membership.objects.get(group=dinners, member=ana).hear("follow")
    said = post(bruno, dinners, "canary by Bruno", as_of=SUNDAY)
    poll(bruno, dinners, title="canary?", closes_at=MONDAY + DAY, as_of=SUNDAY)
    if how in ("ignore", "block"):
        Block.objects.put(how, by=ana, on=bruno)
    if how == "group":
        Membership.objects.get(group=dinners, member=ana).hear("mute")
    if how == "post":
        PostLevel.objects.choose("mute", post=mine, by=ana)
        PostLevel.objects.choose("mute", post=said, by=ana)
    sweeping.send_due(MONDAY)
    words = "".join(mail.text for mail in mails(ana))
    assert ("canary to Ana" in words) == (how == "group")
    assert ("canary by Bruno" in words) == (
        how == "post"
    )  # told before it was turned down: it is news to her
    assert ("canary?" in words) == (how == "post")


def test_l_25_what_somebody_under_age_writes_for_everybody_is_mailed_to_no_stranger(ana, bruno):
    leo = person("Leo Sanz", born_on=date.fromisoformat(MINOR))
    hall = everybody()
    for member in (ana, bruno, leo):
        hall.admit(member)
    Digest.objects.enrol(SUNDAY)
    group("Juniors", bruno, leo)
    post(leo, hall, "Who plays on Sunday?", as_of=SUNDAY)
    sweeping.send_due(MONDAY)
    assert not mails(ana) and "Who plays" in mails(bruno)[0].text


def test_what_was_told_is_not_told_again(ana, bruno, dinners):
    Membership.objects.get(group=dinners, member=ana).hear("follow")
    post(bruno, dinners, "Who brings the wine?", as_of=SUNDAY)
    digest_of(ana)
    (told,) = Delivery.objects.filter(channel="digest")
    assert told.outcome == "sent" and told.mail == mails(ana)[0]
    sweeping.send_due(MONDAY + 7 * DAY)
    assert len(mails(ana)) == 1
    assert unbroken()


def test_what_came_by_mail_of_its_own_is_not_told_again_by_the_digest(ana, bruno, dinners):
    mine = post(ana, dinners, "By Ana", as_of=SUNDAY)
    comment(bruno, mine, "Bruno answers", as_of=SUNDAY)
    deliver_due(SUNDAY + HELD)
    assert Mail.objects.filter(member=ana, kind="notifications.unread").count() == 1
    Digest.objects.choose("daily", by=ana, is_only=True, as_of=SUNDAY + HELD)
    sweeping.send_due(MONDAY)
    assert all("Bruno answers" not in mail.text for mail in mails(ana))


# --- When it comes


def test_two_beats_and_an_outage_of_a_week_make_one_and_not_seven(ana, bruno, dinners):
    Digest.objects.choose("daily", by=ana, as_of=SUNDAY)
    for day in range(7):
        post(bruno, dinners, f"Day {day}", as_of=SUNDAY + day * DAY)
    back = MONDAY + 6 * DAY + timedelta(hours=3)
    assert sweeping.send_due(back) == 1
    assert sweeping.send_due(back) == 0
    (mail,) = mails(ana)
    assert "Today at" in mail.subject and "Day 6" in mail.text
    assert Digest.objects.get(pk=ana.pk).next_at == MONDAY + 7 * DAY
    assert unbroken()


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_one(ana, bruno, dinners):
    post(bruno, dinners, "Who brings the wine?", as_of=SUNDAY)
    together(*[lambda: sweeping.send_due(MONDAY) for _ in range(3)])
    assert len(mails(ana)) == 1
    assert unbroken()


def test_in_quiet_hours_and_in_a_pause_it_waits(ana, bruno, dinners):
    post(bruno, dinners, "Who brings the wine?", as_of=SUNDAY)
    sweeping.send_due(MONDAY + timedelta(hours=15))  # after an outage, eleven at night
    assert not mails(ana)
    assert Digest.objects.get(pk=ana.pk).next_at == MONDAY + DAY
    Rhythm.objects.set(by=ana, paused_until=MONDAY + 2 * DAY)
    sweeping.send_due(MONDAY + DAY)
    assert not mails(ana)
    assert digest_of(ana, MONDAY + 2 * DAY)


def test_staff_get_theirs_in_their_shift(sol, bruno, dinners):
    dinners.admit(sol)
    Digest.objects.enrol(SUNDAY)
    team_with(sol)
    saturday = MONDAY - 2 * DAY
    Digest.objects.filter(pk=sol.pk).update(next_at=saturday)
    post(bruno, dinners, "Who brings the wine?", as_of=saturday - DAY)
    sweeping.send_due(saturday)
    assert not mails(sol)
    assert Digest.objects.get(pk=sol.pk).next_at.date() == MONDAY.date()
    assert Digest.objects.get(pk=sol.pk).pace == "daily"


@pytest.mark.parametrize("gone", ["suspended", "left", "pending"])
def test_who_may_not_come_in_gets_none(ana, bruno, gema, dinners, gone):
    post(bruno, dinners, "Who brings the wine?", as_of=SUNDAY)
    shut_out(ana, gone, by=gema)
    sweeping.send_due(MONDAY)
    assert not mails(ana)
    assert not Digest.objects.due(MONDAY).exists()


def test_row_50_what_breaks_for_one_stops_nobody_else(ana, bruno, dinners, monkeypatch):
    post(bruno, dinners, "Who brings the wine?", as_of=SUNDAY)
    post(ana, dinners, "I do", as_of=SUNDAY)
    whole = sections.find("posts").find

    def breaks(member, window):
        if member.pk == min(ana.pk, bruno.pk):
            raise ZeroDivisionError
        return whole(member, window)

    object.__setattr__(sections.find("posts"), "find", breaks)
    try:
        assert sweeping.send_due(MONDAY) == 1
    finally:
        object.__setattr__(sections.find("posts"), "find", whole)
    assert Digest.objects.get(pk=min(ana.pk, bruno.pk)).next_at == MONDAY + timedelta(hours=1)


# --- Asked again when it goes


def test_row_02_what_was_restricted_since_goes_out_with_the_rest_only(ana, bruno, marta, dinners):
    board = closed("Board", ana, marta)
    post(marta, board, CANARY, as_of=SUNDAY)
    post(bruno, dinners, "Who brings the wine?", as_of=SUNDAY)
    first = digest_of(ana)
    assert CANARY in first.text
    board.memberships.filter(member=ana).delete()
    sending.send_due(MONDAY)
    first.refresh_from_db()
    assert first.state == Mail.State.DROPPED
    Digest.objects.filter(pk=ana.pk).update(next_at=MONDAY)
    again = digest_of(ana, MONDAY + timedelta(minutes=1))
    assert again.pk != first.pk
    assert CANARY not in again.text + again.html + again.subject
    assert "Who brings the wine?" in again.text
    assert unbroken()


@pytest.mark.parametrize("gone", ["suspended", "left", "pending"])
def test_who_may_not_come_in_any_more_when_it_goes_gets_none(ana, bruno, gema, dinners, gone):
    post(bruno, dinners, "Who brings the wine?", as_of=SUNDAY)
    mail = digest_of(ana)
    shut_out(ana, gone, by=gema)
    sending.send_due(MONDAY)
    assert not Mail.objects.filter(pk=mail.pk, state=Mail.State.SENT).exists()
    assert not Delivery.objects.filter(channel="digest").exists()


def test_what_was_read_while_it_waited_is_not_mailed(ana, bruno, dinners):
    Membership.objects.get(group=dinners, member=ana).hear("follow")
    said = post(bruno, dinners, "Who brings the wine?", as_of=SUNDAY)
    mail = digest_of(ana)
    Notification.objects.mark_all_read(ana)
    PostRead.objects.create(post=said, member=ana)
    sending.send_due(MONDAY)
    mail.refresh_from_db()
    assert mail.state == Mail.State.DROPPED
    sweeping.send_due(MONDAY + timedelta(minutes=1))
    assert mails(ana) == [mail]
    assert not Delivery.objects.filter(channel="digest").exists()


@pytest.mark.parametrize(
    ("since", "gone"),
    [("no", "You are coming"), ("voted", "Polls that close"), ("read", "Who brings the wine?")],
)
def test_each_section_is_asked_again_when_it_goes(ana, bruno, dinners, monkeypatch, since, gone):
    monkeypatch.setattr("community.digests.sweeping.timezone.now", lambda: MONDAY)
    said = post(bruno, dinners, "Who brings the wine?", as_of=SUNDAY)
    read = post(bruno, dinners, "Read long ago", as_of=SUNDAY)
    PostRead.objects.create(post=read, member=ana)
    dinner = event(bruno, dinners, "Long table", starts_at=MONDAY + 3 * DAY, as_of=SUNDAY)
    dinner.rsvp(by=ana, answer="yes", as_of=SUNDAY)
    asked = poll(bruno, dinners, title="Which wine?", closes_at=MONDAY + 2 * DAY, as_of=SUNDAY)
    mail = digest_of(ana)
    assert gone in mail.text and "Read long ago" not in mail.text
    if since == "no":
        dinner.rsvp(by=ana, answer="no", as_of=MONDAY)
    elif since == "voted":
        asked.vote(by=ana, options=[option(asked, "Friday")])
    else:
        PostRead.objects.create(post=said, member=ana)
    sending.send_due(MONDAY)
    mail.refresh_from_db()
    assert mail.state == Mail.State.DROPPED
    again = digest_of(ana, MONDAY + timedelta(minutes=1))
    assert again.pk != mail.pk and gone not in again.text


def test_row_03_an_internal_note_is_not_felt_in_it(ana, bruno, sol, dinners):
    team_with(sol)
    post(bruno, dinners, "Who brings the wine?", as_of=SUNDAY)
    first, second = private_complaint_of(ana, "First"), private_complaint_of(ana, "Second")
    first.note(by=sol, body=CANARY)
    text = digest_of(ana).text
    assert CANARY not in text
    assert text.index(second.key) < text.index(first.key)


# --- Out of it, and nothing but it


def test_one_click_ends_it_and_takes_back_exactly_that(ana, bruno, dinners):
    post(bruno, dinners, "Who brings the wine?", as_of=SUNDAY)
    before = Choice.objects.of(ana)
    mail = digest_of(ana)
    path = "/" + mail.headers["List-Unsubscribe"].strip("<>").split("/", 3)[3]
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert Client(enforce_csrf_checks=True).post(path).status_code == 200
    sending.send_due(MONDAY)
    mail.refresh_from_db()
    assert mail.state == Mail.State.DROPPED  # it still waited
    post(bruno, dinners, "And the bread?", as_of=MONDAY + DAY)
    sweeping.send_due(MONDAY + 7 * DAY)
    assert len(mails(ana)) == 1
    assert "mail" in Choice.objects.of(ana)["mentions"]
    Client().post(f"{path}remove/")
    assert Choice.objects.of(ana) == before
    sweeping.send_due(MONDAY + 14 * DAY)
    assert len(mails(ana)) == 2


def test_only_the_digest_means_no_other_mail_but_what_is_owed(ana, bruno, dinners):
    Digest.objects.choose("daily", by=ana, is_only=True, as_of=SUNDAY)
    mine = post(ana, dinners, "By Ana", as_of=SUNDAY)
    comment(bruno, mine, "Bruno answers", as_of=SUNDAY)
    private_complaint_of(ana)
    deliver_due(SUNDAY + HELD)
    kinds = set(Mail.objects.filter(member=ana).values_list("kind", flat=True))
    assert kinds == {"tickets.received"}
    assert "Bruno answers" in digest_of(ana).text
    Digest.objects.choose("weekly", by=ana, as_of=MONDAY)
    comment(bruno, mine, "Bruno insists", as_of=MONDAY)
    deliver_due(MONDAY + HELD)
    assert Mail.objects.filter(member=ana, kind="notifications.unread").count() == 1
    sweeping.send_due(MONDAY + 7 * DAY)
    assert all("Bruno insists" not in mail.text for mail in mails(ana))
    assert unbroken()


def test_what_was_ticked_stays_ticked_while_all_mails_are_set_aside(ana, client_of):
    Digest.objects.choose("weekly", by=ana, is_only=True)
    page = client_of(ana).get("/settings/notifications/").content.decode()
    assert re.search(r'name="replies\.mail"[^>]* checked', page)
    assert re.search(r'name="is_only"[^>]* checked', page)
    assert Choice.objects.of(ana)["replies"] == {"app", "push", "digest"}


# --- One's own settings


def test_the_page_says_when_the_next_one_comes(ana, client_of):
    client = client_of(ana)
    address = "/settings/notifications/"
    assert "The next one comes" in client.get(address).content.decode()
    assert client.post(f"{address}digest/", {"pace": "off"}).url == f"{address}#digest"
    assert "The next one comes" not in client.get(address).content.decode()
    client.post(f"{address}digest/", {"pace": "daily"})
    assert Digest.objects.get(pk=ana.pk).pace == "daily"
    assert re.search(r'value="daily" checked', client.get(address).content.decode())
    assert client.post(f"{address}digest/", {"pace": "hourly\x00"}).status_code == 403


def test_a_sample_tells_nothing_for_good_and_comes_once_an_hour(ana, bruno, dinners, client_of):
    client, address = client_of(ana), "/settings/notifications/digest/sample/"
    assert "nothing to tell" in client.post(address, follow=True).content.decode()
    post(bruno, dinners, "Who brings the wine?")
    for _ in range(2):
        client.post(address)
    (mail,) = mails(ana)
    assert mail.subject.startswith("Sample: ")
    assert not Issue.objects.regular().exists() and not Delivery.objects.filter(channel="digest").exists()
    assert sending.send_due() == 1


def test_the_same_number_of_statements_however_much_there_is(
    ana, bruno, dinners, django_assert_max_num_queries
):
    for number in range(12):
        post(bruno, dinners, f"Post {number}", as_of=SUNDAY)
        dinner = event(bruno, dinners, f"Dinner {number}", starts_at=MONDAY + DAY, as_of=SUNDAY)
        Rsvp.objects.create(event=dinner, member=ana, answer="yes")
    with django_assert_max_num_queries(40):
        Digest.objects.get(pk=ana.pk).send(MONDAY)
    assert "Dinner 4" in mails(ana)[0].text


@pytest.mark.parametrize(
    ("evening", "morning"),
    [
        (datetime(2026, 3, 28, 18, 0, tzinfo=UTC), datetime(2026, 3, 29, 6, 0, tzinfo=UTC)),
        (datetime(2026, 10, 24, 18, 0, tzinfo=UTC), datetime(2026, 10, 25, 7, 0, tzinfo=UTC)),
    ],
)
def test_in_the_nights_of_the_clock_it_comes_once_and_at_eight(ana, bruno, dinners, evening, morning):
    Digest.objects.choose("daily", by=ana, as_of=evening)
    post(bruno, dinners, "Who brings the wine?", as_of=evening)
    minutes = [morning + timedelta(minutes=step) for step in (-60, -1, 0, 1, 60)]
    for moment in minutes:
        sweeping.send_due(moment)
    assert [mail.created_at for mail in mails(ana)] == [morning]
    assert Digest.objects.get(pk=ana.pk).next_at == morning + DAY


def test_the_laws_find_what_nobody_made_and_what_was_told_twice(ana, dinners):
    now = datetime.now(UTC)
    Digest.objects.update(next_at=now + DAY)
    Digest.objects.filter(pk=ana.pk).update(next_at=now - timedelta(hours=3))
    assert laws.digests_that_nobody_made() == 1
    for turn in range(2):
        mail = Mail.objects.create(member=ana, to=ana.email, kind="digests.digest", subject="x", text="x")
        Issue.objects.create(
            mail=mail, member=ana, since=now - 2 * DAY, until=now - turn * timedelta(hours=1), told={}
        )
    assert laws.times_told_twice() == 1
