"""Index, bottom concept first."""

from tickets.sla import admin as _sla  # noqa: F401
from tickets.talks import admin as _talks  # noqa: F401
from tickets.vault import admin as _vault  # noqa: F401
from tickets.workplace import admin as _workplace  # noqa: F401
