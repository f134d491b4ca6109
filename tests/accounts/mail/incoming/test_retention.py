"""Originals of incoming mail are not kept for ever; what was taken of them is."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.brand.models import Brand
from accounts.mail import laws
from accounts.mail.incoming import retention, sorting
from accounts.mail.incoming.models import IncomingMail

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def mail(age: int, outcome: str, made: str = "", **more) -> IncomingMail:
    when = NOW - timedelta(days=age)
    raw = f"From: eve@example.org\nSubject: Roof {age}{outcome}\nMessage-ID: <{age}{outcome}@x>\n\nIt leaks.".encode()
    row, _new = IncomingMail.objects.keep(raw, door="test", as_of=when)
    told = {"outcome": outcome, "sorted_at": when if outcome else None, "made": made, "text": "It leaks."}
    IncomingMail.objects.filter(pk=row.pk).update(**told, **more)
    return row


def test_l_24_originals_go_after_ninety_days_and_what_was_taken_stays(ana):
    old, young = mail(91, "request", "ticket:7"), mail(89, "request", "ticket:8")
    assert retention.forget_due(NOW) == 1
    assert retention.forget_due(NOW) == 0
    old.refresh_from_db()
    young.refresh_from_db()
    assert (bytes(old.raw), old.text, old.subject) == (b"", "It leaks.", "Roof 91request")
    assert b"It leaks." in bytes(young.raw)


@pytest.mark.parametrize("outcome", ["quarantine", "ignored"])
def test_of_what_became_nothing_the_words_go_too_and_nobody_is_asked_any_more(outcome):
    row = mail(91, outcome)
    retention.forget_due(NOW)
    row.refresh_from_db()
    assert (bytes(row.raw), row.text, row.subject) == (b"", "", "")
    assert not IncomingMail.objects.quarantined().exists()
    assert (row.settled_at is not None) == (outcome == "quarantine")


def test_what_was_never_sorted_is_kept_until_it_is():
    row = mail(200, "")
    retention.forget_due(NOW)
    row.refresh_from_db()
    assert b"It leaks." in bytes(row.raw)


def test_the_same_message_is_still_known_afterwards():
    row = mail(91, "ignored")
    raw = bytes(IncomingMail.objects.get(pk=row.pk).raw)
    retention.forget_due(NOW)
    again, is_new = sorting.receive(raw, door="imap")
    assert (again.pk, is_new) == (row.pk, False)


def test_a_manager_decides_for_how_long_and_the_law_counts_what_stayed():
    mail(40, "ignored")
    assert retention.forget_due(NOW) == 0
    Brand(originals_days=30).save()
    assert laws.originals_that_stayed() == 1
    assert retention.forget_due(NOW) == 1
    assert laws.originals_that_stayed() == 0
