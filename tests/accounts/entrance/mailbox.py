"""What somebody would find in their mailbox."""

import re

from accounts.mail.models import Mail

CODE = re.compile(r"^\s*([A-Z0-9]{3,4}-[A-Z0-9]{3,4})\s*$", re.MULTILINE)
ADDRESS = re.compile(r"https?://[^\s]+")


def mails(address: str | None = None) -> list[Mail]:
    found = Mail.objects.order_by("pk")
    return list(found.filter(to=address) if address else found)


def code(address: str) -> str:
    """The code in the newest mail."""
    return CODE.search(mails(address)[-1].text).group(1)


def path(address: str, part: str = "") -> str:
    """The path of the newest mail's link that holds the part."""
    links = [link for link in ADDRESS.findall(mails(address)[-1].text) if part in link]
    return "/" + links[0].split("/", 3)[3]
