"""Groups: where members post; who may find them, join them and read them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class GroupQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Groups whose name the member may know: all listed ones, and the secret ones they belong to."""
        if member.is_manager:
            return self.all()
        return self.filter(Q(listing=Group.Listing.LISTED) | Q(pk__in=joined_ids(member)))

    def readable_by(self, member):
        """Groups whose posts the member may read (contract section 5).

        Moderation reaches listed groups only and never implies reading a secret one.
        """
        if member.is_manager:
            return self.all()
        listed = Q(listing=Group.Listing.LISTED)
        if member.role != member.Role.MODERATOR:
            listed &= Q(joining=Group.Joining.FREE)
        return self.filter(listed | Q(pk__in=joined_ids(member)))

    def living(self):
        return self.filter(archived_at__isnull=True)


def joined_ids(member):
    return Membership.objects.filter(member_id=member.pk).values("group_id")


class Group(models.Model):
    class Listing(models.TextChoices):
        LISTED = "listed", _("Listed: everybody can find it")
        SECRET = "secret", _("Secret: as if it did not exist")

    class Joining(models.TextChoices):
        FREE = "free", _("Free: whoever wants to")
        REQUEST = "request", _("On request")
        INVITATION = "invitation", _("By invitation")

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(max_length=80, unique=True)
    purpose = models.CharField(_("purpose"), max_length=280, blank=True)
    rules = models.TextField(_("rules"), blank=True, max_length=5000)
    rules_html = models.TextField(editable=False, blank=True)
    emoji = models.CharField(_("emoji"), max_length=8, blank=True)
    listing = models.CharField(_("who can find it"), max_length=6, choices=Listing.choices, default=Listing.LISTED)
    joining = models.CharField(_("how to join"), max_length=10, choices=Joining.choices, default=Joining.FREE)
    centre = models.ForeignKey("accounts.Centre", models.SET_NULL, null=True, blank=True, related_name="+")
    is_default = models.BooleanField(_("default group"), default=False, help_text=_("Everybody belongs to it."))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    archived_at = models.DateTimeField(null=True, blank=True)
    member_count = models.PositiveIntegerField(default=0, editable=False)
    # Posts so far; a membership remembers how many it has seen, so unread costs no count.
    activity = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        constraints = [
            models.UniqueConstraint(fields=["is_default"], condition=Q(is_default=True), name="one_default_group"),
            models.CheckConstraint(
                condition=Q(is_default=False) | Q(listing="listed", joining="free", archived_at__isnull=True),
                name="default_group_is_listed_free_and_open",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    class Role(models.TextChoices):
        MEMBER = "member", _("Member")
        MODERATOR = "moderator", _("Moderator")

    class Level(models.TextChoices):
        MUTE = "mute", _("Mute")
        NORMAL = "normal", _("Normal")
        FOLLOW = "follow", _("Follow")

    group = models.ForeignKey(Group, models.CASCADE, related_name="memberships")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=9, choices=Role.choices, default=Role.MEMBER)
    level = models.CharField(max_length=6, choices=Level.choices, default=Level.NORMAL)
    joined_at = models.DateTimeField(default=timezone.now)
    activity_seen = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "member"], name="member_joins_a_group_once")]
        indexes = [models.Index(fields=["member", "group"], name="membership_by_member")]


class JoinRequest(models.Model):
    group = models.ForeignKey(Group, models.CASCADE, related_name="join_requests")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="join_requests")
    message = models.CharField(_("message"), max_length=500, blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    accepted = models.BooleanField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["group", "member"], condition=Q(decided_at__isnull=True), name="one_open_join_request"
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, accepted__isnull=True)
                | Q(decided_at__isnull=False, accepted__isnull=False),
                name="join_request_decided_with_a_date",
            ),
        ]
