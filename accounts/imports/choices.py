"""Choices between duplicates: which of two rows about one person counts, and whom a row means that could mean two."""

from django.utils.translation import gettext as _

INSTEAD, NUMBER, EMAIL = "instead", "number", "email"


def for_problem(code: str, words: dict) -> list[tuple[str, str]]:
    """What can be done about this problem, each with its words; nothing for most."""
    if code in ("again", "yields"):
        instead = (INSTEAD, _("Take this row instead of row %(row)d") % {"row": words["row"]})
        alone = (NUMBER, _("Somebody else: enter them without the e-mail"))
        return [instead, alone] if words.get("shares") == "email" else [instead]
    if code in ("two", "other_number"):
        return [
            (NUMBER, _("It is who has this number: leave the e-mail out")),
            (EMAIL, _("It is who has this e-mail: leave the number out")),
        ]
    return []
