"""How far the house is set up: each step with what became of it, and the one to go on with."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from accounts.mail.models import Mail
from config.first_day.models import NEEDED, Key, SetupStep

ICONS = {
    Key.IDENTITY: "badge-check",
    Key.LOOK: "image",
    Key.LEGAL: "scale",
    Key.CENTRES: "map-pin",
    Key.SECTOR: "users",
    Key.TEAM: "headset",
    Key.TEXTS: "message-square-quote",
    Key.MAIL: "mail",
    Key.INVITE: "user-plus",
}
# What holds while a step is put off, said on its page.
OTHERWISE = {
    Key.IDENTITY: _("Until then the house is called Tertulia and keeps the time of Madrid."),
    Key.LOOK: _("Until then the house is green, with its initial for a logo. Both look fine."),
    Key.LEGAL: _("Until then the legal pages name the house alone, and an answer is owed within 15 days."),
    Key.CENTRES: _("Until then you are there from Monday to Friday, 9 to 14 and 16 to 19, with Spain's holidays."),
    Key.SECTOR: _("Until then there is one group, for everybody."),
    Key.TEAM: _("Until then everything comes to you."),
    Key.TEXTS: _("Until then newcomers get our words, and the rules that the house came with hold."),
    Key.MAIL: _("Until then nobody knows whether mail goes out: invitations and codes travel by it."),
    Key.INVITE: _("Until then the house is yours alone."),
}  # fmt: skip


@dataclass(frozen=True)
class Shown:
    """One step, for a list of them."""

    key: Key
    number: int
    icon: str
    is_done: bool
    is_put_off: bool

    @property
    def is_needed(self) -> bool:
        """It cannot be put off for good."""
        return self.key in NEEDED

    @property
    def is_open(self) -> bool:
        return not (self.is_done or self.is_put_off)


def is_done(row) -> bool:
    """The test mail is done when it was handed over: asked for alone, it proves nothing."""
    arrived = row.key != Key.MAIL or row.mail_state in (None, Mail.State.SENT)
    return row.done_at is not None and arrived


def is_put_off(row) -> bool:
    return row.put_off_at is not None and row.key not in NEEDED


class Progress:
    """All steps, in one query."""

    def __init__(self) -> None:
        rows = {row.key: row for row in SetupStep.objects.told()}
        self.steps = [
            Shown(
                key,
                number,
                ICONS[key],
                key in rows and is_done(rows[key]),
                key in rows and is_put_off(rows[key]),
            )
            for number, key in enumerate(Key, 1)
        ]

    @property
    def has_begun(self) -> bool:
        return any(not step.is_open for step in self.steps)

    @property
    def done(self) -> int:
        return sum(step.is_done for step in self.steps)

    @property
    def next(self) -> Shown | None:
        """The first that nobody has looked at."""
        return next((step for step in self.steps if step.is_open), None)

    @property
    def is_over(self) -> bool:
        return self.next is None

    @property
    def put_off(self) -> list[Shown]:
        return [step for step in self.steps if step.is_put_off]

    def of(self, key: str) -> Shown:
        return next(step for step in self.steps if step.key == key)

    def before(self, key: str) -> Shown | None:
        number = self.of(key).number
        return self.steps[number - 2] if number > 1 else None

    def after(self, key: str) -> Shown | None:
        number = self.of(key).number
        return self.steps[number] if number < len(self.steps) else None
