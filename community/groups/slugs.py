"""Names of groups in addresses."""

import secrets

from django.utils.text import slugify

TAKEN = frozenset({"new", "presets"})  # addresses of our own below /groups/


def free_slug(group) -> str:
    """A slug that no group has.

    A secret group always gets letters by chance: its address cannot be guessed, and nobody who founds another
    group of the same name learns from a "-2" that it exists (row 13).
    """
    plain = slugify(group.name)[:60].strip("-")
    is_free = plain and plain not in TAKEN and not type(group).objects.filter(slug=plain).exists()
    if is_free and not group.is_secret:
        return plain
    return "-".join(filter(None, [plain, secrets.token_hex(4)]))
