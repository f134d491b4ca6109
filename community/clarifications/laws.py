"""Laws about clarifications."""

from accounts import due
from community.clarifications.models import Clarification

due.register("notice of a clarification", Clarification.objects.due)
