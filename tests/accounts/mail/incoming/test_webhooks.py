"""The providers' doors: closed without a key, and without a signature that fits."""

import base64
import hashlib
import hmac
import json

import pytest
from django.utils import timezone

from accounts.mail import sending
from accounts.mail.dead_addresses import DeadAddress
from accounts.mail.incoming.models import IncomingMail

pytestmark = pytest.mark.django_db
KEY = "a-signing-key"
RAW = "From: ana@example.com\nTo: club@example.com\nSubject: Hi\nMessage-ID: <1@x>\n\nThe shower is cold.\n"


def signed(key: str = KEY, **more) -> dict:
    stamp, token = "1763806000", "t" * 50
    signature = hmac.new(key.encode(), (stamp + token).encode(), hashlib.sha256).hexdigest()
    return {"timestamp": stamp, "token": token, "signature": signature, **more}


@pytest.fixture
def mailgun(settings):
    settings.ANYMAIL = {"MAILGUN_WEBHOOK_SIGNING_KEY": KEY}


def test_a_signed_call_is_stored(client, mailgun):
    data = signed(**{"body-mime": RAW, "recipient": "reply+x@club.example.com", "sender": "ana@example.com"})
    assert client.post("/webhooks/mail/mailgun/", data).status_code == 200
    mail = IncomingMail.objects.get()
    assert (mail.door, mail.sender, mail.outcome) == ("webhook:mailgun", "ana@example.com", "")
    assert b"X-Tertulia-Recipient: reply+x@club.example.com" in bytes(mail.raw)


@pytest.mark.parametrize(
    "data",
    [
        {},
        signed("another-key"),
        signed() | {"signature": ""},
        signed() | {"timestamp": "1"},
        {"signature": "x"},
    ],
)
def test_row_22_without_a_signature_nothing_is_read(client, mailgun, data):
    assert client.post("/webhooks/mail/mailgun/", data | {"body-mime": RAW}).status_code == 403
    assert not IncomingMail.objects.exists()


@pytest.mark.parametrize("provider", ["mailgun", "postmark", "sendgrid", "nobody", "base", "mandrill"])
def test_row_22_a_provider_without_a_key_of_ours_is_refused(client, settings, provider):
    settings.ANYMAIL = {}
    for path in (f"/webhooks/mail/{provider}/", f"/webhooks/mail/{provider}/events/"):
        assert client.post(path, signed(**{"body-mime": RAW})).status_code == 403
    assert not IncomingMail.objects.exists()


def test_row_22_the_key_of_one_door_opens_no_other(client, settings):
    settings.ANYMAIL = {"MAILTRAP_TRACKING_SECRET": KEY}
    body = b'{"events": []}'
    shown = {"Mailtrap-Signature": hmac.new(KEY.encode(), body, hashlib.sha256).hexdigest()}
    call = {"data": body, "content_type": "application/json", "headers": shown}
    assert client.post("/webhooks/mail/mailtrap/events/", **call).status_code == 200
    assert client.post("/webhooks/mail/mailtrap/", **call).status_code == 403
    assert client.post("/webhooks/mail/mailtrap/events/", **call | {"headers": {}}).status_code == 403


def test_a_provider_that_signs_nothing_shows_our_password(client, settings):
    settings.ANYMAIL = {"WEBHOOK_SECRET": "club:a-long-password"}
    call = {"RawEmail": RAW, "FromFull": {"Email": "x"}, "OriginalRecipient": "reply+x@club.example.com"}
    path = "/webhooks/mail/postmark/"
    assert client.post(path, json.dumps(call), content_type="application/json").status_code == 403
    shown = "Basic " + base64.b64encode(b"club:a-long-password").decode()
    answer = client.post(
        path, json.dumps(call), content_type="application/json", headers={"Authorization": shown}
    )
    assert answer.status_code == 200 and IncomingMail.objects.get().sender == "ana@example.com"


def test_what_cannot_be_read_is_no_error_of_ours(client, mailgun):
    assert client.post("/webhooks/mail/mailgun/", signed(attachments="[]")).status_code == 400
    assert client.post("/webhooks/mail/mailgun/", b"{", content_type="application/json").status_code == 403


def test_fields_beyond_measure_are_refused_with_a_word_that_says_why(client, mailgun):
    data = signed(**{"body-mime": RAW + "x" * 3_000_000})
    assert (
        client.post("/webhooks/mail/mailgun/", data).status_code == 413 and not IncomingMail.objects.exists()
    )


def test_a_provider_tells_that_a_mail_came_back(client, mailgun, ana, write, mailbox):
    mail = write(ana)
    sending.send_due()
    event = {
        "event": "failed", "severity": "permanent", "reason": "bounce", "recipient": ana.email,
        "timestamp": 1763806000.5,
        "id": "x", "delivery-status": {"code": 550, "message": "5.1.1 no such user"},
        "message": {"headers": {"message-id": mail.message_id.strip("<>")}},
    }  # fmt: skip
    call = {"signature": signed(), "event-data": event}
    answer = client.post("/webhooks/mail/mailgun/events/", json.dumps(call), content_type="application/json")
    mail.refresh_from_db()
    assert answer.status_code == 200 and mail.state == "failed" and "no such user" in mail.error
    assert mail.returned == "unknown" and DeadAddress.objects.holding(ana.email).exists()


@pytest.mark.parametrize(("kind", "reason"), [("HardBounce", "unknown"), ("SoftBounce", "full")])
def test_a_provider_that_names_a_number_of_its_own_means_the_latest_mail_there(
    client, settings, ana, bruno, write, mailbox, kind, reason
):
    settings.ANYMAIL = {"WEBHOOK_SECRET": "club:a-long-password"}
    mails = [write(ana), write(ana), write(bruno)]
    sending.send_due()
    words = {"HardBounce": "smtp;550 nobody here", "SoftBounce": "smtp;552 5.2.2 mailbox full"}[kind]
    event = {
        "RecordType": "Bounce", "Type": kind, "TypeCode": 1, "Email": ana.email, "Details": words,
        "MessageID": "883953f4-6105-42a2-a16a-77a8eac79483", "BouncedAt": timezone.now().isoformat(),
    }  # fmt: skip
    shown = "Basic " + base64.b64encode(b"club:a-long-password").decode()
    path = "/webhooks/mail/postmark/events/"
    call = {"content_type": "application/json", "headers": {"Authorization": shown}}
    assert client.post(path, json.dumps(event), **call).status_code == 200
    for mail in mails:
        mail.refresh_from_db()
    assert [mail.returned for mail in mails] == ["", reason, ""]
    assert DeadAddress.objects.exists() == (reason == "unknown")


def test_a_provider_tells_that_a_mail_arrived(client, mailgun, ana, write, mailbox):
    mail = write(ana)
    sending.send_due()
    event = {
        "event": "delivered", "recipient": ana.email, "timestamp": 1763806000.5, "id": "y",
        "message": {"headers": {"message-id": mail.message_id.strip("<>")}},
    }  # fmt: skip
    call = {"signature": signed(), "event-data": event}
    client.post("/webhooks/mail/mailgun/events/", json.dumps(call), content_type="application/json")
    mail.refresh_from_db()
    assert mail.delivered_at
