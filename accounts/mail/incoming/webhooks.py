"""The providers' doors: mail that came in, and what became of ours. Nothing is read before the signature fits.

django-anymail knows each provider's way of signing and wording; what it hands on arrives here as its signals.
"""

import logging
import warnings
from collections.abc import Callable
from datetime import datetime
from importlib import import_module

from anymail.exceptions import AnymailError, AnymailInsecureWebhookWarning
from anymail.signals import EventType, RejectReason, inbound, tracking
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured, SuspiciousOperation
from django.dispatch import receiver
from django.http import HttpResponse
from django.utils import timezone

from accounts.mail import returns
from accounts.mail.incoming import reading
from accounts.mail.models import Mail
from accounts.mail.signals import mail_unwelcome

log = logging.getLogger(__name__)

# The providers by the name in the address, with the library's name for each. Each is loaded when it first calls.
PROVIDERS = {
    "amazon_ses": "AmazonSES", "brevo": "Brevo", "mailersend": "MailerSend", "mailgun": "Mailgun",
    "mailjet": "Mailjet", "mailtrap": "Mailtrap", "mandrill": "Mandrill", "postal": "Postal",
    "postmark": "Postmark", "resend": "Resend", "sendgrid": "SendGrid", "sparkpost": "SparkPost",
}  # fmt: skip
# Who signs what they send, with the settings that hold the key of each door; all others show a password of ours.
KEYS = {
    "mailgun": dict.fromkeys(("Inbound", "Tracking"), ("MAILGUN_WEBHOOK_SIGNING_KEY", "MAILGUN_API_KEY")),
    "mandrill": dict.fromkeys(("Inbound", "Tracking"), ("MANDRILL_WEBHOOK_KEY",)),
    "postal": dict.fromkeys(("Inbound", "Tracking"), ("POSTAL_WEBHOOK_KEY",)),
    "mailersend": {"Inbound": ("MAILERSEND_INBOUND_SECRET",), "Tracking": ("MAILERSEND_SIGNING_SECRET",)},
    "mailtrap": {"Inbound": ("MAILTRAP_INBOUND_SECRET",), "Tracking": ("MAILTRAP_TRACKING_SECRET",)},
    "sendgrid": {"Tracking": ("SENDGRID_TRACKING_WEBHOOK_VERIFICATION_KEY",)},
}
DEAD = {RejectReason.INVALID, RejectReason.BOUNCED}
BACK = {EventType.BOUNCED, EventType.REJECTED, EventType.FAILED}
UNWELCOME = {EventType.COMPLAINED, EventType.UNSUBSCRIBED}


def handler(provider: str, what: str) -> Callable | None:
    """The library's view for a provider's "Inbound" or "Tracking", or None: one that we do not know, or that could not
    be told from a stranger because no key of it is set."""
    if provider not in PROVIDERS or not can_be_trusted(provider, what):
        return None
    module = import_module(f"anymail.webhooks.{provider}")
    names = (f"{PROVIDERS[provider]}{kind}WebhookView" for kind in (what, "Combined"))
    view = next((getattr(module, name) for name in names if hasattr(module, name)), None)
    return view.as_view() if view else None


def can_be_trusted(provider: str, what: str) -> bool:
    """Whether a key of this very door is set; that of the other one proves nothing here."""
    kept = settings.ANYMAIL
    return bool(kept.get("WEBHOOK_SECRET")) or any(
        kept.get(key) for key in KEYS.get(provider, {}).get(what, ())
    )


def answer(request, provider: str, what: str):
    """The library's answer; 400 for what cannot be read, None for a call that is none that we know and trust.
    Raises SuspiciousOperation when the signature does not fit."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", AnymailInsecureWebhookWarning)
        view = handler(provider, what)
        try:
            return view(request) if view else None
        except SuspiciousOperation:
            raise
        except (AnymailError, ImproperlyConfigured, LookupError, ValueError, TypeError, AttributeError):
            log.warning("what %s sent cannot be read", provider, exc_info=True)
            return HttpResponse("This cannot be read.", status=400, content_type="text/plain")


@receiver(inbound)
def take_in(sender, event, esp_name, **kwargs):
    message = event.message
    reading.from_provider(
        message,
        provider=esp_name.lower(),
        recipient=message.envelope_recipient or "",
        spam=message.spam_detected is True,
    )


@receiver(tracking)
def note(sender, event, **kwargs):
    """What the provider knows of a mail of ours."""
    at = event.timestamp or timezone.now()
    mail = meant(event, at)
    if mail is None:
        return
    if event.event_type == EventType.DELIVERED:
        mail.delivered(at)
    elif event.event_type in BACK:
        said = returns.why((event.mta_response or event.description or "")[:250])
        is_dead = event.reject_reason in DEAD and said.reason not in (
            Mail.Returned.FULL,
            Mail.Returned.REFUSED,
        )
        is_unknown = is_dead and said.reason == Mail.Returned.OTHER
        mail.came_back(
            Mail.Returned.UNKNOWN if is_unknown else said.reason,
            said.words,
            dead=is_dead or said.is_dead,
            as_of=at,
        )
    elif event.event_type in UNWELCOME:
        mail_unwelcome.send(Mail, mail=mail)


def meant(event, at: datetime) -> Mail | None:
    """The mail of ours that the event is about: told by Message-ID and address. Some providers name only a number of
    their own, which we never saw; their signature fits, so the latest mail to that address is the one."""
    address = event.recipient or ""
    said = f"<{(event.message_id or '').strip('<>')}>"
    if found := Mail.objects.sent_as(said, address):
        return found
    return None if "@" in said else Mail.objects.last_sent_to(address, at)
