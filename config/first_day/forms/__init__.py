"""The questions of setting up, a form a step."""

from config.first_day.forms.brand import IdentityForm, LegalForm, LookForm
from config.first_day.forms.centres import CentreForm
from config.first_day.forms.community import SectorForm, TextsForm
from config.first_day.forms.people import InviteForm, TeamForm, TestMailForm

__all__ = [
    "CentreForm", "IdentityForm", "InviteForm", "LegalForm", "LookForm", "SectorForm", "TeamForm", "TestMailForm",
    "TextsForm",
]  # fmt: skip
