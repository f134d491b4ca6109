"""Who may do what by their role: the one table."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    MEMBER = "member", _("Member")
    MODERATOR = "moderator", _("Moderator")
    AGENT = "agent", _("Agent")
    MANAGER = "manager", _("Manager")


STAFF = (Role.AGENT, Role.MANAGER)

# Django's permission names. A manager has them all; agents work tickets and read what they need beside them.
AGENT_PERMISSIONS = frozenset(
    {
        "tickets.view_ticket",
        "tickets.view_talk",
        "tickets.change_ticket",
        "tickets.view_cannedreply",
        "tickets.view_businesscalendar",
        "tickets.view_policy",
    }
)

# Whom each role may invite: an invitation can hand out a role, and nobody hands out more than they have.
INVITES = {Role.MODERATOR: frozenset({Role.MEMBER}), Role.MANAGER: frozenset(Role)}


def may_invite(member, role: str = Role.MEMBER) -> bool:
    return role in INVITES.get(member.role, ())


def allows(member, permission: str) -> bool:
    """Whether the member's role gives Django's permission ("app.verb_model")."""
    if not member.is_at_home:
        return False
    if member.role == Role.MANAGER:
        return True
    return member.role == Role.AGENT and permission in AGENT_PERMISSIONS


def allows_app(member, label: str) -> bool:
    """Whether the member's role gives anything at all in the app."""
    if not member.is_at_home:
        return False
    if member.role == Role.MANAGER:
        return True
    return member.role == Role.AGENT and any(p.startswith(label + ".") for p in AGENT_PERMISSIONS)
