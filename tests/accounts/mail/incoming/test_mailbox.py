"""The mailbox that is polled: read is what is stored, and nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.mail.incoming import reading, sorting
from accounts.mail.incoming.models import IncomingMail
from tests.accounts.mail.incoming import imap

pytestmark = pytest.mark.django_db
FIRST = b"From: ana@example.com\r\nTo: c@example.com\r\nSubject: 1\r\nMessage-ID: <1@x>\r\n\r\nOne.\r\n"
SECOND = FIRST.replace(b"1", b"2")


def test_what_is_unread_is_stored_and_then_read(settings):
    with imap.serving(FIRST, SECOND) as box:
        settings.INBOUND_IMAP_URL = box.url
        assert reading.poll() == 2 and box.seen == {1, 2}
        assert reading.silent_since(timezone.now() + timedelta(seconds=reading.SILENT + 60))
        assert reading.poll() == 0 and reading.silent_since(timezone.now()) is None
    assert [bytes(mail.raw) for mail in IncomingMail.objects.order_by("pk")] == [FIRST, SECOND]


def test_row_29_who_dies_before_marking_finds_it_again_and_knows_it(settings, monkeypatch):
    with imap.serving(FIRST) as box:
        settings.INBOUND_IMAP_URL = box.url
        reading.poll()
        box.seen.clear()
        assert reading.poll() == 1
    assert IncomingMail.objects.count() == 1


def test_what_could_not_be_stored_stays_unread(settings, monkeypatch):
    def broken(*args, **kwargs):
        raise OSError("the disk is full")

    monkeypatch.setattr(sorting, "receive", broken)
    with imap.serving(FIRST) as box:
        settings.INBOUND_IMAP_URL = box.url
        with pytest.raises(OSError, match="full"):
            reading.poll()
        assert not box.seen


def test_without_a_mailbox_nothing_is_polled(settings):
    settings.INBOUND_IMAP_URL = ""
    assert reading.poll() == 0
