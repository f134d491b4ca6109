"""Invitations: the way in."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.invitations import notices
from accounts.invitations.errors import AlreadyJoined, InvitationClosed
from accounts.members.models import Member
from accounts.roles import Role, may_invite

LIFETIME = timedelta(days=14)


def new_token() -> str:
    return secrets.token_urlsafe(24)


class InvitationQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Managers see all; moderators their own."""
        if member.is_manager:
            return self.all()
        return self.filter(issued_by=member) if member.is_moderator else self.none()

    def with_issuer(self):
        return self.select_related("issued_by", "member")

    def recent(self, most: int = 100):
        return self.with_issuer()[:most]

    def open(self, as_of=None):
        as_of = as_of or timezone.now()
        return self.filter(revoked_at=None, expires_at__gt=as_of, uses__lt=F("max_uses"))


class Invitation(models.Model):
    """Bound to one address it lets in at once: that was the human decision. A link leads to approval."""

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        USED = "used", _("Used")
        EXPIRED = "expired", _("Expired")
        REVOKED = "revoked", _("Revoked")

    token = models.CharField(max_length=64, unique=True, default=new_token, editable=False)
    email = models.EmailField(_("e-mail"), blank=True)
    note = models.CharField(_("personal note"), max_length=280, blank=True)
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.MEMBER)
    # Slugs of the groups to join: groups live a floor above, which hears `member_joined`.
    groups = models.JSONField(_("groups to join"), default=list, blank=True)
    max_uses = models.PositiveSmallIntegerField(_("number of uses"), default=1)
    uses = models.PositiveSmallIntegerField(_("used"), default=0, editable=False)
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="invitations",
        verbose_name=_("invited by"),
        editable=False,
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="claims", editable=False
    )  # an imported or telephone customer whom this lets claim their account
    created_at = models.DateTimeField(_("made"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("expires"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True, editable=False)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(uses__lte=F("max_uses")), name="invitation_used_at_most_max_uses"
            ),
            models.CheckConstraint(
                condition=Q(email="") | Q(max_uses=1),
                name="personal_invitation_has_one_use",
                violation_error_message=_("An invitation to one person can be used once."),
            ),
            models.CheckConstraint(
                condition=~Q(email="") | Q(role="member"),
                name="staff_are_invited_personally",
                violation_error_message=_("Staff and moderators are invited by mail, one by one."),
            ),
            models.CheckConstraint(condition=Q(max_uses__gte=1), name="invitation_has_a_use"),
        ]

    def __str__(self) -> str:
        # Never the token: what names an invitation must not open it (row 47).
        return self.email or f"{self.uses}/{self.max_uses}"

    # Questions

    @property
    def is_personal(self) -> bool:
        return self.email != ""

    @property
    def state(self) -> State:
        return self.state_at(timezone.now())

    def state_at(self, moment) -> State:
        if self.uses >= self.max_uses:
            return self.State.USED
        if self.revoked_at:
            return self.State.REVOKED
        return self.State.EXPIRED if self.expires_at <= moment else self.State.OPEN

    @property
    def known_name(self) -> str:
        """What the house calls the person already."""
        return self.member.name if self.member else ""

    @property
    def is_renewable(self) -> bool:
        """A personal one that only ran out of time, from somebody who may still invite."""
        issuer = self.issued_by
        return (
            self.is_personal
            and self.state == self.State.EXPIRED
            and issuer is not None
            and issuer.is_at_home
            and may_invite(issuer, self.role)
        )

    # Verbs

    @classmethod
    @transaction.atomic
    def issue(
        cls,
        *,
        by: Member | None,
        email: str = "",
        note: str = "",
        role: str = Role.MEMBER,
        groups=(),
        max_uses: int = 1,
        lifetime: timedelta = LIFETIME,
        member: Member | None = None,
        as_of=None,
    ) -> "Invitation":
        """With an address, a personal invitation, which goes there by mail; without one, a link.

        `member` is a person already known to the house who may claim their account by it.
        """
        now = as_of or timezone.now()
        invitation = cls.objects.create(
            email=(email or (member and member.email) or "").strip().lower(),
            note=note,
            role=role,
            groups=list(groups),
            max_uses=1 if email or member else max_uses,
            issued_by=by,
            member=member,
            created_at=now,
            expires_at=now + lifetime,
        )
        if invitation.is_personal:
            notices.invited(invitation)
        return invitation

    @transaction.atomic
    def resend(self) -> None:
        """Sends the mail once more, at most once an hour."""
        if self.is_personal and self.state == self.State.OPEN:
            notices.invited(self, again=True)

    @transaction.atomic
    def renew(self, as_of=None) -> "Invitation":
        """For the person who came too late: a fresh one to the same address. Asked twice it is one."""
        old = Invitation.objects.select_for_update().get(pk=self.pk)
        fresh = (
            Invitation.objects.open(as_of).filter(email=old.email, role=old.role, groups=old.groups).first()
        )
        return fresh or Invitation.issue(
            by=old.issued_by,
            email=old.email,
            role=old.role,
            groups=old.groups,
            member=old.member,
            as_of=as_of,
        )

    def revoke(self, as_of=None) -> bool:
        now = as_of or timezone.now()
        revoked = Invitation.objects.filter(pk=self.pk, revoked_at=None).update(revoked_at=now)
        self.refresh_from_db(fields=["revoked_at"])
        return bool(revoked)

    @transaction.atomic
    def accept(
        self,
        *,
        name: str,
        email: str = "",
        password: str = "",
        language: str = "",
        notice: str = "",
        as_of=None,
    ) -> Member:
        """Makes the person a member, or lets them claim what the house already has of theirs.

        `email` counts only for a link, and must have been shown to be theirs; `notice` is the fingerprint of
        the privacy notice they read (L-21). Raises InvitationClosed, or AlreadyJoined for a member.
        """
        mine = self._take(as_of or timezone.now())
        person = mine._person(email)
        person.name, person.language = name, language or person.language
        if mine.role != Role.MEMBER:
            person.role = mine.role
        if password:
            person.set_password(password)
        elif not person.password:
            person.set_unusable_password()
        person.save()
        person.take_handle()
        Acceptance.objects.create(invitation=mine, member=person, notice=notice)
        person.join(groups=mine.groups, as_of=as_of)
        if mine.is_personal:
            person.admit(by=mine.issued_by, as_of=as_of)
        else:
            notices.waiting(person)
        return person

    def _take(self, now) -> "Invitation":
        """One use, under the row's lock: of two at once for the last one, the second finds it used."""
        mine = Invitation.objects.select_for_update(of=("self",)).select_related("issued_by").get(pk=self.pk)
        if (state := mine.state_at(now)) != self.State.OPEN:
            raise InvitationClosed(state)
        mine.uses += 1
        mine.save(update_fields=["uses"])
        self.uses = mine.uses
        return mine

    def _person(self, email: str) -> Member:
        """Whom it lets in: the person known already by the address, or a new one."""
        email = self.email or email.strip().lower()
        people = Member.objects.select_for_update()
        known = people.filter(email=email).first() or people.filter(pk=self.member_id).first()
        person = known or Member(email=email)
        if person.joined_at and not person.left_at:
            raise AlreadyJoined
        person.email = person.email or email
        return person


class Acceptance(models.Model):
    """Who came in by which invitation, declared of age (L-25) with the privacy notice read (L-21)."""

    invitation = models.ForeignKey(Invitation, models.CASCADE, related_name="acceptances")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="acceptances")
    at = models.DateTimeField(default=timezone.now)
    notice = models.CharField(max_length=64, blank=True)  # sha256 of the notice as it was shown

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["invitation", "member"], name="invitation_accepted_once_by_a_member"
            )
        ]
