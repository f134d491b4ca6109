"""Nothing is kept for ever: the owner says how long, sees what would go, and the night takes just that (L-24)."""

from datetime import timedelta

from allauth.usersessions.models import UserSession
from django.utils import timezone

from accounts import invariants
from accounts.invitations.models import Invitation
from accounts.mail import outbox
from accounts.mail.models import Mail
from accounts.privacy.retention import Period
from community.chat.models import Message, Room
from community.reports.models import Report
from tests.tickets.examples import private_complaint_of, team_with
from tickets.desk import history
from tickets.desk.models import Ticket
from tickets.desk.replies import Reply

PAGE = "/admin/accounts/period/"


def test_the_night_takes_what_the_dry_run_counted_and_nothing_twice(ana, gema):
    now = timezone.now()
    mail = outbox.write(kind="accounts.approved", to=ana, context={"person": ana}, as_of=now)
    Mail.objects.filter(pk=mail.pk).update(state="sent", sent_at=now)
    for days in (-1, 20):
        Invitation.objects.create(email="", issued_by=gema, expires_at=now + timedelta(days=days))
    assert set(Period.objects.due(now).values()) == {0}
    later = now + timedelta(days=400)
    assert Period.objects.due(later) == dict.fromkeys(Period.objects.days(), 0) | {
        "invitations": 2,
        "mails": 1,
    }
    assert (Period.objects.sweep(later), Period.objects.sweep(later)) == (3, 0)
    kept = Mail.objects.get(pk=mail.pk)
    assert (kept.text, kept.subject, kept.to) == ("", "", ana.email)


def test_the_dry_run_and_the_night_go_by_what_the_owner_said(gema, client_of):
    now = timezone.now()
    Invitation.objects.create(email="", issued_by=gema, expires_at=now - timedelta(days=40))
    assert Period.objects.due(now)["invitations"] == 0 == Period.objects.sweep(now)
    Period.objects.schedule({"invitations": 30})
    assert Period.objects.due(now)["invitations"] == 1 and "would take 1" in client_of(gema).get(PAGE).text
    Period.objects.schedule({"invitations": 50})
    assert Period.objects.due(now)["invitations"] == 0 == Period.objects.sweep(now)
    Period.objects.schedule({"invitations": 30})
    assert (Period.objects.sweep(now), Invitation.objects.count()) == (1, 0)


def test_gema_sets_the_schedule_and_nobody_else(gema, sol, client_of):
    browser = client_of(gema)
    assert "would take 0" in browser.get(PAGE).content.decode()
    browser.post(PAGE, Period.objects.days() | {"invitations": 30})
    assert Period.objects.days()["invitations"] == 30
    assert browser.post(PAGE, Period.objects.days() | {"invitations": 1}).status_code == 200
    assert Period.objects.days()["invitations"] == 30
    assert client_of(sol).get(PAGE).status_code == 403


def test_words_of_chats_and_of_closed_requests_go_and_what_is_decided_about_stays(ana, bruno, sol, client_of):
    now = timezone.now()
    room = Room.objects.direct(by=ana, with_=bruno)
    said = [Message.objects.send(room=room, by=bruno, body=f"Number {at}.") for at in range(3)]
    Report.objects.create(message=said[1], member=ana, reason="rude")
    team_with(sol)
    ticket = private_complaint_of(ana, "I was charged twice.")
    ticket.reply(by=sol, body="We pay it back.")
    ticket.solve(by=sol, note="Paid back.")
    client_of(ana).get("/settings/")
    UserSession.objects.create(user=ana, ip="192.0.2.7", session_key="gone", last_seen_at=now, user_agent="x")
    years = now + timedelta(days=1830)
    due = Period.objects.due(years)
    assert (due["chat"], due["requests"], due["sign-ins"]) == (2, 1, 1)
    Period.objects.sweep(years)
    assert [message.body for message in room.messages.order_by("number")] == ["", "Number 1.", ""]
    kept = Ticket.objects.get(pk=ticket.pk)
    assert (kept.text, kept.outcome_text, kept.subject) == ("", "", "Not kept any more")
    assert not Reply.objects.exclude(body="").exists() and history.broken_links(kept) == 0
    assert not UserSession.objects.exists()
    assert Period.objects.sweep(years) == 0
    assert {law.sentence for law in invariants.LAWS if law.violations()} == set()
