"""On what a decision can rest: rules of the house or the law, and for each a beginning of its statement (L-30)."""

from dataclasses import dataclass

from django.db import models
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Basis(models.TextChoices):
    RULES = "rules", _("A rule of the house")
    LAW = "law", _("The law")


class Ground(models.TextChoices):
    INSULT = "insult", _("Insults or harasses somebody")
    SPAM = "spam", _("Advertising or spam")
    PRIVATE = "private", _("Shows somebody's private data")
    FALSE = "false", _("Somebody pretends to be somebody else")
    ILLEGAL = "illegal", _("Looks illegal")
    OTHER = "other", _("Something else")


# What a complaint may be taken out of sight for: never "something else", and never that it is bad for the brand (L-19).
LISTED = frozenset({Ground.INSULT, Ground.SPAM, Ground.PRIVATE, Ground.FALSE, Ground.ILLEGAL})
BY_LAW = frozenset({Ground.PRIVATE, Ground.ILLEGAL})
NAMED = frozenset({Ground.ILLEGAL, Ground.OTHER})  # which law or rule it is has to be said


@dataclass(frozen=True)
class Canned:
    facts: str | Promise
    reason: str | Promise


CANNED: dict[str, Canned] = {
    Ground.INSULT: Canned(
        _("What you wrote attacks a person with words."),
        _("People are not insulted or threatened here. Say what happened, not what somebody is."),
    ),
    Ground.SPAM: Canned(
        _("What you wrote offers or advertises something."),
        _("Our rules keep advertising out of the groups, and the same text is said once."),
    ),
    Ground.PRIVATE: Canned(
        _("What you wrote shows the data of somebody who has not agreed to it."),
        _("Names, telephone numbers, pictures and health of others are protected by law and are not published here."),
    ),
    Ground.FALSE: Canned(
        _("What you wrote speaks in the name of somebody else."),
        _("Everybody writes here under their own name; nobody passes for somebody else or for the team."),
    ),
    Ground.ILLEGAL: Canned(
        _("What you wrote describes or offers something that the law forbids."),
        _("We have to take illegal content away as soon as we know of it."),
    ),
}  # fmt: skip


def basis_of(ground: str) -> str:
    return Basis.LAW if ground in BY_LAW else Basis.RULES


def begun(ground: str, language: str) -> dict[str, str]:
    """The canned statement in the language of whoever will read it; empty for a ground without one."""
    if ground not in CANNED:
        return {}
    with translation.override(language):
        return {"facts": str(CANNED[ground].facts), "reason": str(CANNED[ground].reason)}
