"""Nothing is kept for ever: the owner says how long, sees what would go, and the night takes just that (L-24)."""

from datetime import timedelta

from django.utils import timezone

from accounts.invitations.models import Invitation
from accounts.mail import outbox
from accounts.mail.models import Mail
from accounts.privacy.retention import Period

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


def test_gema_sets_the_schedule_and_nobody_else(gema, sol, client_of):
    browser = client_of(gema)
    assert "would take 0" in browser.get(PAGE).content.decode()
    browser.post(PAGE, Period.objects.days() | {"invitations": 30})
    assert Period.objects.days()["invitations"] == 30
    assert browser.post(PAGE, Period.objects.days() | {"invitations": 1}).status_code == 200
    assert Period.objects.days()["invitations"] == 30
    assert client_of(sol).get(PAGE).status_code == 403
