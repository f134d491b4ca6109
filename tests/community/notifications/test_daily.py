"""How many mails a day: a summary instead of many, the rest tomorrow, and never less of what is owed."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.mail import outbox, sending
from accounts.mail.models import Mail
from community.notifications import daily, laws
from community.notifications.channels import HELD
from community.notifications.deliveries import Delivery
from community.notifications.delivering import deliver_due
from tests.community.examples import closed, comment, group, post
from tests.tickets.examples import private_complaint_of

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 11, 18, 7, 30, tzinfo=UTC)  # a Wednesday, half past eight in Madrid
KINDS = ("notifications.unread", "notifications.summary")


def mails(member) -> list[Mail]:
    return list(Mail.objects.filter(member=member, kind__in=KINDS).order_by("pk"))


@pytest.fixture
def said(ana, bruno):
    """Bruno comments on so many posts of Ana's at a time."""
    dinners = group("Dinners", ana, bruno)

    def say(count: int, at: datetime) -> None:
        for number in range(count):
            below = post(ana, dinners, f"Dinner {number}", as_of=MORNING)
            comment(bruno, below, f"Yes to {number}.", as_of=at)

    return say


def test_more_threads_at_once_than_one_wants_are_one_mail(ana, said):
    said(daily.AT_ONCE + 1, MORNING)
    deliver_due(MORNING + HELD)
    (mail,) = mails(ana)
    assert mail.kind == "notifications.summary"
    assert str(daily.AT_ONCE + 1) in mail.subject
    assert all(f"Yes to {number}." in mail.text and f"Yes to {number}." in mail.html for number in range(4))
    assert set(Delivery.objects.values_list("outcome", flat=True)) == {"sent"}
    assert laws.events_told_twice() == laws.deliveries_that_nobody_made() == 0


def test_beyond_the_number_of_the_day_it_waits_for_the_morning_and_is_one(ana, said):
    for turn in range(daily.A_DAY + 3):
        moment = MORNING + timedelta(minutes=10 * turn)
        said(1, moment)
        deliver_due(moment + HELD)
    assert len(mails(ana)) == daily.A_DAY
    waiting = Delivery.objects.waiting()
    assert {one.due_at for one in waiting} == {datetime(2026, 11, 19, 7, 0, tzinfo=UTC)}
    said(1, MORNING + timedelta(hours=8))
    deliver_due(datetime(2026, 11, 19, 7, 0, tzinfo=UTC))
    assert [mail.kind for mail in mails(ana)[daily.A_DAY :]] == ["notifications.summary"]
    assert not Delivery.objects.waiting().exists()


def test_what_is_owed_is_neither_counted_nor_held(ana, said):
    for _ in range(daily.A_DAY + 1):
        private_complaint_of(ana)
    assert Mail.objects.filter(member=ana, kind="tickets.received").count() == daily.A_DAY + 1
    said(1, MORNING)
    deliver_due(MORNING + HELD)
    assert len(mails(ana)) == 1


def test_row_02_a_summary_that_waits_loses_what_was_restricted_and_goes_with_the_rest(ana, marta, said):
    board = closed("Board", ana, marta)
    comment(marta, post(ana, board, "canary-board", as_of=MORNING), "canary-board indeed", as_of=MORNING)
    said(daily.AT_ONCE, MORNING)
    deliver_due(MORNING + HELD)
    (mail,) = mails(ana)
    assert "canary-board" in mail.text
    board.memberships.filter(member=ana).delete()
    sending.send_due(MORNING + HELD)
    mail.refresh_from_db()
    assert mail.state == Mail.State.DROPPED
    assert not outbox.is_wanted(mail)
    Delivery.objects.waiting().update(due_at=MORNING + HELD)
    deliver_due(MORNING + HELD)
    assert all("canary-board" not in mail.text for mail in mails(ana)[1:])
    assert "Yes to 2." in "".join(mail.text for mail in mails(ana)[1:])
