"""Invitations: the way in."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.roles import Role


def new_token() -> str:
    return secrets.token_urlsafe(24)


class Invitation(models.Model):
    """Bound to one address it is the human decision and lets in at once; as a link with several uses it leads
    to approval (contract section 5)."""

    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    email = models.EmailField(_("e-mail"), blank=True)
    note = models.CharField(_("personal note"), max_length=280, blank=True)
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.MEMBER)
    # Slugs of the groups to join: groups live a floor above, which hears `invitation_accepted`.
    groups = models.JSONField(_("groups to join"), default=list, blank=True)
    max_uses = models.PositiveSmallIntegerField(_("number of uses"), default=1)
    uses = models.PositiveSmallIntegerField(default=0, editable=False)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="invitations")
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="claims", editable=False
    )  # an imported or telephone customer whom this lets claim their account
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.CheckConstraint(condition=Q(uses__lte=F("max_uses")), name="invitation_used_at_most_max_uses"),
            models.CheckConstraint(condition=Q(email="") | Q(max_uses=1), name="personal_invitation_has_one_use"),
            models.CheckConstraint(
                condition=~Q(email="") | Q(role="member"), name="staff_are_invited_personally"
            ),
        ]

    def __str__(self) -> str:
        return self.email or f"{self.uses}/{self.max_uses}"


class Acceptance(models.Model):
    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="acceptances")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="acceptances")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["invitation", "member"], name="invitation_accepted_once_by_a_member")
        ]
