"""Index, bottom concept first."""

from accounts.brand.models import Brand, Centre
from accounts.customers.models import Record
from accounts.customers.tries import Try
from accounts.founding.models import FoundersKey
from accounts.heartbeats.models import Heartbeat
from accounts.imports.models import Import, Original
from accounts.imports.rows import Row
from accounts.invitations.models import Acceptance, Invitation
from accounts.legal.models import LegalText, Notice
from accounts.mail.dead_addresses import DeadAddress
from accounts.mail.incoming.models import IncomingMail
from accounts.mail.models import Mail
from accounts.media.models import Upload
from accounts.members.models import Member
from accounts.privacy.models import Breach, DataRequest, Departure, Export, Period, Tombstone

__all__ = [
    "Acceptance",
    "Brand",
    "Breach",
    "Centre",
    "DataRequest",
    "DeadAddress",
    "Departure",
    "Export",
    "FoundersKey",
    "Heartbeat",
    "Import",
    "IncomingMail",
    "Invitation",
    "LegalText",
    "Mail",
    "Member",
    "Notice",
    "Original",
    "Period",
    "Record",
    "Row",
    "Tombstone",
    "Try",
    "Upload",
]
