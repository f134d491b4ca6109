"""The test mail: from this house to the manager who asks, and what became of it."""

from typing import Any

from django.conf import settings
from django.urls import reverse

from accounts.mail import outbox
from accounts.mail.models import Mail

KIND = "setup.test"


def send_test_mail(*, to, as_of=None) -> Mail | None:
    """A new one, unless the last is still on its way."""
    last = last_test_mail(to)
    if last and not is_over(last):
        return last
    return outbox.write(kind=KIND, to=to, context={"path": reverse("first-day:index")}, as_of=as_of)


def last_test_mail(member) -> Mail | None:
    return Mail.objects.filter(member_id=member.pk, kind=KIND).order_by("-pk").first()


def is_over(mail: Mail | None) -> bool:
    """Nothing more becomes of it."""
    return mail is not None and mail.state not in (Mail.State.QUEUED, Mail.State.SENDING)


def shown_to(member) -> dict[str, Any]:
    """The last one, and the folder that mail is written to while there is no server."""
    folder = settings.MAIL_SERVER.get("file_path", "")
    return {"mail": last_test_mail(member), "to_folder": folder}
