"""allauth's mails in our words: rows of the outbox, worded in the language of whoever reads them."""

from collections.abc import Mapping

from django.utils import translation

from accounts.mail import outbox
from accounts.members.models import Member

KINDS = {
    "account/email/login_code": "accounts.login_code",
    "account/email/unknown_account": "accounts.unknown_account",
    "account/email/password_reset_key": "accounts.password_reset",
    "account/email/email_confirmation": "accounts.email_code",
    "account/email/email_confirmation_signup": "accounts.email_code",
}
SECURITY = "accounts.security"  # something of the account was changed: `event` says what
# Of allauth's context, what the words need; the request and whole objects stay out.
WORDS = ("code", "password_reset_url", "from_email", "to_email", "ip", "user_agent", "timestamp")


def send(prefix: str, email: str, context: Mapping[str, object]) -> None:
    """Writes the mail that allauth calls `prefix`. Known and unknown addresses cost the same one row (row 31)."""
    person = Member.objects.filter(email=email.lower()).first() or context.get("user")
    words = {name: context[name] for name in WORDS if name in context}
    outbox.write(
        kind=KINDS.get(prefix, SECURITY),
        to=email,
        language=(person and person.language) or translation.get_language(),
        context={"person": person, "event": prefix.rpartition("/")[2], **words},
        secret=prefix in KINDS,
    )
