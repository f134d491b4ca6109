"""Why mail comes back: read from the status (RFC 3463) and the words of the server that refused it.

The same for all who tell us: the server to which we hand it over, a report by mail, a provider's call.
"""

import re
from dataclasses import dataclass

from accounts.mail.models import Mail

STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
# Rules of the other house, and its opinion of us as the sender: they say nothing of the address.
POLICY = re.compile(r"^5\.(?:7\.\d+|1\.[78])$")
NO_ADDRESS = {"5.1.1", "5.1.2", "5.1.3", "5.1.6", "5.1.10", "5.2.1"}
FULL = re.compile(
    r"quota|mailbox (?:is )?full|over ?quota|buz[oó]n (?:est[aá] )?lleno|insufficient storage", re.IGNORECASE
)
UNKNOWN = re.compile(
    r"user unknown|no such (?:user|mailbox|recipient|person)|does ?n[o']t exist|no existe"
    r"|unknown (?:user|recipient|address)|mailbox (?:unavailable|not found)|invalid recipient"
    r"|(?<!sender )address rejected|recipient not found|account .{0,20}disabled",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Why:
    """What a server said when it would not take a mail."""

    status: str  # "5.1.1", or empty
    words: str

    @property
    def is_policy(self) -> bool:
        return bool(POLICY.match(self.status))

    @property
    def reason(self) -> str:
        """One of Mail.Returned."""
        if self.status.endswith(".2.2") or FULL.search(self.words):
            return Mail.Returned.FULL
        if self.is_policy:
            return Mail.Returned.REFUSED
        if self.status.startswith("5.1") or UNKNOWN.search(self.words):
            return Mail.Returned.UNKNOWN
        return Mail.Returned.OTHER

    @property
    def is_dead(self) -> bool:
        """The address itself is no good; a full mailbox or a rule may be otherwise tomorrow."""
        if self.reason == Mail.Returned.FULL or self.is_policy:
            return False
        return self.status in NO_ADDRESS or bool(UNKNOWN.search(self.words))


def why(words: str, status: str = "") -> Why:
    """What these words mean. The status is read from them where none is known apart, or one that says nothing."""
    said = [found[0] for text in (status, words) if (found := STATUS.search(text))]
    telling = [one for one in said if not one.endswith(".0.0")]
    return Why((telling or said or [""])[0], words)
