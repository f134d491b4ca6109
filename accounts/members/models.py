"""Members: every person the brand knows, joined or not."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from accounts import roles
from accounts.roles import Role


class MemberQuerySet(models.QuerySet):
    def joined(self):
        """Those who claimed their account and have not left: the people the directory and mentions know."""
        return self.filter(joined_at__isnull=False, approved_at__isnull=False, left_at__isnull=True)

    def active(self, as_of=None):
        """Those who may be signed in now."""
        as_of = as_of or now()
        running = Q(suspended_at__isnull=True) | Q(suspended_until__lte=as_of)
        return self.filter(running, joined_at__isnull=False, left_at__isnull=True)

    def pending(self):
        return self.filter(joined_at__isnull=False, approved_at__isnull=True, left_at__isnull=True)

    def staff(self):
        return self.filter(role__in=roles.STAFF)

    def visible_to(self, member):
        """Members know each other once joined; staff also know those who wait or were imported."""
        if member.is_staff:
            return self.all()
        return self.joined() | self.filter(pk=member.pk)


class MemberDesk(BaseUserManager.from_queryset(MemberQuerySet)):
    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class Member(AbstractBaseUser):
    Role = Role

    email = models.EmailField(_("e-mail"), null=True, blank=True, unique=True)
    handle = models.SlugField(_("handle"), max_length=40, null=True, blank=True, unique=True)
    name = models.CharField(_("name"), max_length=80)
    phone = models.CharField(_("telephone"), max_length=32, blank=True)
    membership_number = models.CharField(_("membership number"), max_length=40, null=True, blank=True, unique=True)
    bio = models.CharField(_("about me"), max_length=280, blank=True)
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.MEMBER)
    title = models.CharField(
        _("title"), max_length=60, blank=True, help_text=_("What staff do, shown beside their name.")
    )
    avatar = models.ForeignKey("accounts.Upload", models.SET_NULL, null=True, blank=True, related_name="+")
    language = models.CharField(_("language"), max_length=5, blank=True)
    timezone = models.CharField(_("time zone"), max_length=64, blank=True)
    theme = models.CharField(_("theme"), max_length=5, blank=True, choices=[("light", _("Light")), ("dark", _("Dark"))])
    created_at = models.DateTimeField(default=now, editable=False)
    joined_at = models.DateTimeField(_("joined"), null=True, blank=True)
    approved_at = models.DateTimeField(_("approved"), null=True, blank=True)
    approved_by = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="+")
    suspended_at = models.DateTimeField(_("suspended"), null=True, blank=True)
    suspended_until = models.DateTimeField(_("suspended until"), null=True, blank=True)
    suspension_reason = models.CharField(_("reason of the suspension"), max_length=280, blank=True)
    left_at = models.DateTimeField(_("left"), null=True, blank=True)
    # Moves on whatever is drawn on cards: name, picture, title, role.
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = MemberDesk()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="member_email_in_lower_case"),
            models.CheckConstraint(
                condition=Q(suspended_until__isnull=True) | Q(suspended_at__isnull=False),
                name="member_suspended_until_only_when_suspended",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    # Questions

    @property
    def is_suspended(self) -> bool:
        over = self.suspended_until is not None and self.suspended_until <= now()
        return self.suspended_at is not None and not over

    @property
    def is_active(self) -> bool:
        return self.joined_at is not None and self.left_at is None and not self.is_suspended

    @property
    def is_pending(self) -> bool:
        return self.approved_at is None

    @property
    def is_staff(self) -> bool:
        return self.role in roles.STAFF

    @property
    def is_manager(self) -> bool:
        return self.role == Role.MANAGER

    @property
    def is_moderator(self) -> bool:
        """Moderates the listed groups; managers may always."""
        return self.role in (Role.MODERATOR, Role.MANAGER)

    @property
    def initials(self) -> str:
        words = self.name.split()
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split()[0] if self.name else ""

    def has_perm(self, permission: str, obj=None) -> bool:
        return roles.allows(self, permission)

    def has_perms(self, permissions, obj=None) -> bool:
        return all(self.has_perm(permission, obj) for permission in permissions)

    def has_module_perms(self, label: str) -> bool:
        return roles.allows_app(self, label)

    def clean(self):
        super().clean()
        self.email = self.email.strip().lower() if self.email else None

    def touch(self) -> None:
        """Makes cards that show this person draw themselves anew."""
        Member.objects.filter(pk=self.pk).update(version=F("version") + 1)
