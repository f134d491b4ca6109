"""Members: every person the brand knows, joined or not."""

import secrets
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import IntegrityError, models, transaction
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts import roles
from accounts.members import looks, names
from accounts.members.ages import Aged
from accounts.members.faces import initials_of, small_picture
from accounts.members.standing import Standing, running_suspension
from accounts.roles import Role


class MemberQuerySet(models.QuerySet):
    def joined(self):
        """Those who claimed their account and have not left: the people the directory and mentions know."""
        return self.filter(joined_at__isnull=False, approved_at__isnull=False, left_at__isnull=True)

    def active(self, as_of=None):
        """Those who may be signed in now."""
        as_of = as_of or timezone.now()
        return self.filter(~running_suspension(as_of), joined_at__isnull=False, left_at__isnull=True)

    def pending(self):
        return self.filter(joined_at__isnull=False, approved_at__isnull=True, left_at__isnull=True)

    def standing(self, how: str):
        """Those of whom `standing_words` says the same; everybody for a word that nobody knows."""
        here, suspended = self.filter(left_at__isnull=True), running_suspension(timezone.now())
        match how:
            case "in":
                return self.joined().exclude(suspended)
            case "pending":
                return self.pending().exclude(suspended)
            case "invited":
                return here.filter(joined_at__isnull=True).exclude(suspended)
            case "suspended":
                return here.filter(suspended)
            case "left":
                return self.filter(left_at__isnull=False)
        return self

    def staff(self):
        return self.filter(role__in=roles.STAFF)

    def deciders(self):
        """Those who say whether somebody comes in."""
        return self.joined().active().filter(role__in=(Role.MODERATOR, Role.MANAGER))

    def named_like(self, words: str):
        """Those whose name has the words in it; all for none."""
        return self.filter(name__icontains=words.strip()) if words.strip() else self

    def trusted(self):
        """Those by whose name others know that the house speaks: staff and moderators."""
        return self.exclude(role=Role.MEMBER)

    def with_handle_like(self, handle: str):
        return self.alias(look=looks.OF_HANDLE).filter(look=looks.of_handle(handle))

    def looking_like(self, name: str):
        """Those whose name, in letters as they are usual here, has the look of this one."""
        return self.alias(look=looks.OF_NAME).filter(look=looks.skeleton(name))

    def oldest_first(self):
        return self.order_by("joined_at", "pk")

    def visible_to(self, member):
        """Members know each other once joined; staff also know those who wait or were imported."""
        if member.is_staff:
            return self.all()
        return self.joined() | self.filter(pk=member.pk)

    def decidable_by(self, member):
        """Those who wait for the word of this member."""
        return self.pending() if member.is_moderator else self.none()


class MemberDesk(BaseUserManager.from_queryset(MemberQuerySet)):
    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class Member(Standing, Aged, AbstractBaseUser):
    Role = Role

    email = models.EmailField(_("e-mail"), null=True, blank=True, unique=True)
    handle = models.SlugField(_("handle"), max_length=40, null=True, blank=True, unique=True)
    name = models.CharField(_("name"), max_length=80)
    phone = models.CharField(_("telephone"), max_length=32, blank=True)
    membership_number = models.CharField(
        _("membership number"), max_length=40, null=True, blank=True, unique=True
    )
    bio = models.CharField(_("about me"), max_length=280, blank=True)
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, default=Role.MEMBER)
    title = models.CharField(
        _("title"), max_length=60, blank=True, help_text=_("What staff do, shown beside their name.")
    )
    avatar = models.ForeignKey("accounts.Upload", models.SET_NULL, null=True, blank=True, related_name="+")
    language = models.CharField(_("language"), max_length=5, blank=True)
    timezone = models.CharField(_("time zone"), max_length=64, blank=True)
    theme = models.CharField(
        _("theme"), max_length=5, blank=True, choices=[("light", _("Light")), ("dark", _("Dark"))]
    )
    # Whether others see that one is writing; off until one wants it.
    shows_typing = models.BooleanField(default=False)
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
            # Row 46: of two handles that look the same there is one, whoever writes them and however.
            models.UniqueConstraint(looks.OF_HANDLE, name="member_handle_has_a_look_of_its_own"),
        ]
        indexes = [models.Index(looks.OF_NAME, name="member_by_look")]

    def __str__(self) -> str:
        return self.name

    # Questions

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
        return initials_of(self.name)

    @property
    def avatar_url(self) -> str:
        """The picture in its small size, by its key alone: a card that shows a face asks no query for it."""
        return small_picture(self.avatar_id)

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

    def _get_session_auth_hash(self, secret=None) -> str:
        # The epoch beside the password, so that sessions can be ended without touching either.
        worth = f"{self.password}:{self.session_epoch}"
        return salted_hmac("accounts.member.session", worth, secret=secret, algorithm="sha256").hexdigest()

    # Verbs

    def clean(self):
        super().clean()
        self.email = self.email.strip().lower() if self.email else None

    @transaction.atomic
    def describe(self, **words: Any) -> None:
        """Changes what people see of this person: name, handle, bio, title, avatar."""
        for name, value in words.items():
            setattr(self, name, value)
        self.version = F("version") + 1
        self.save(update_fields=[*words, "version"])
        self.refresh_from_db(fields=["version"])

    def prefer(self, **choices: str) -> None:
        """Keeps what this person likes of the house: language, theme, time zone."""
        for name, value in choices.items():
            setattr(self, name, value)
        self.save(update_fields=list(choices))

    def take_handle(self) -> None:
        """Gives the person a free handle that resembles the name, if they have none."""
        stem = handle = names.handle_from(self.name)
        while not self.handle:
            if handle not in names.RESERVED and not Member.objects.with_handle_like(handle).exists():
                self._take(handle)
            handle = f"{stem}-{1000 + secrets.randbelow(9000)}"

    def _take(self, handle: str) -> None:
        try:
            with transaction.atomic():
                Member.objects.filter(pk=self.pk).update(handle=handle)
                self.handle = handle
        except IntegrityError:
            pass  # taken by somebody else in this moment: the next number

    def touch(self) -> None:
        """Makes cards that show this person draw themselves anew."""
        Member.objects.filter(pk=self.pk).update(version=F("version") + 1)
