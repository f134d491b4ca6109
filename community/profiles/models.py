"""Index of what profiles keep."""

from community.profiles.answers import ProfileAnswer
from community.profiles.choices import ProfileChoice
from community.profiles.fields import ProfileField, ProfileOption

__all__ = ["ProfileAnswer", "ProfileChoice", "ProfileField", "ProfileOption"]
