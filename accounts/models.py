"""Index, bottom concept first."""

from accounts.brand.models import Brand, Centre
from accounts.heartbeats.models import Heartbeat
from accounts.invitations.models import Acceptance, Invitation
from accounts.mail.models import Mail
from accounts.media.models import Upload
from accounts.members.models import Member

__all__ = ["Acceptance", "Brand", "Centre", "Heartbeat", "Invitation", "Mail", "Member", "Upload"]
