"""What becomes of a letter, and what is handed to whoever makes something of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from accounts.mail.incoming.letters import Letter
from accounts.mail.incoming.models import IncomingMail

Outcome, Reason = IncomingMail.Outcome, IncomingMail.Reason


@dataclass(frozen=True)
class Delivery:
    """A stored message with the letter that it is, and the words that people will read."""

    mail: IncomingMail
    letter: Letter
    text: str
    as_of: datetime
    released_by: object = None  # the member of staff who let it out of quarantine

    @property
    def submission(self):
        """The same for the same message, however often it is read: made twice it is one thing."""
        return self.mail.token


@dataclass(frozen=True)
class Verdict:
    outcome: str
    reason: str = ""
    text: str = ""
    about: str = ""
    made: str = ""
    reference: str = ""
    left_out: Iterable[str] = ()
    why: str = ""  # in words for its writer, where somebody's rule refused it
    # No member of staff decides about it: it concerns its writer alone.
    goes_back: bool = False
    writer: object = None  # who is told of what could not be taken

    def by(self, writer) -> "Verdict":
        return replace(self, writer=writer)

    def back_to(self, writer) -> "Verdict":
        return replace(self, goes_back=True, writer=writer)

    def saying(self, text: str) -> "Verdict":
        return replace(self, text=self.text or text)


def aside(reason: str, *, about: str = "", reference: str = "", text: str = "", why: str = "") -> Verdict:
    """For a person to look at."""
    return Verdict(Outcome.QUARANTINE, reason, text=text, about=about, reference=reference, why=why)


def ignored(reason: str) -> Verdict:
    return Verdict(Outcome.IGNORED, reason)
