"""Groups: where members post; who may find them, join them and read them."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.live import publish
from accounts.made_once import made_once
from accounts.roles import Role
from community.groups.covers import Covered
from community.groups.joining import Joinable
from community.groups.ladder import Laddered
from community.groups.memberships import Membership, joined_ids
from community.groups.slugs import free_slug
from community.rendering.folding import Folded
from community.rendering.markdown import render
from community.transactions import all_or_nothing


class GroupQuerySet(models.QuerySet):
    def visible_to(self, member):
        """Groups whose name the member may know: all listed ones, and the secret ones they belong to."""
        if member.is_manager:
            return self.all()
        return self.filter(Q(listing=Group.Listing.LISTED) | Q(pk__in=joined_ids(member)))

    def readable_by(self, member):
        """Groups whose posts the member may read (D-16).

        Moderation reaches listed groups only and never implies reading a secret one.
        """
        if member.is_manager:
            return self.all()
        listed = Q(listing=Group.Listing.LISTED)
        if member.role != member.Role.MODERATOR:
            listed &= Q(joining=Group.Joining.FREE)
        return self.filter(listed | Q(pk__in=joined_ids(member)))

    def moderated_by(self, member):
        """Groups in which the member keeps order: managers all, moderators the listed ones."""
        if member.is_manager:
            return self.all()
        own = Q(pk__in=joined_ids(member).filter(role__in=Membership.KEEPING))
        if member.role == member.Role.MODERATOR:
            own |= Q(listing=Group.Listing.LISTED)
        return self.filter(own)

    def joined_by(self, member):
        return self.filter(pk__in=joined_ids(member))

    def seen_by(self, member, slug: str) -> "Group":
        """The one at this address, its cover and centre; raises Http404 unless the member may know its name."""
        return _seen.found(member, slug=slug)

    def read_by(self, member, slug: str) -> "Group":
        """The same, for who may read what is said in it."""
        return _read.found(member, slug=slug)

    def living(self):
        return self.filter(archived_at__isnull=True)

    def default(self):
        """The group that holds everybody, or None while the house is being set up."""
        return self.filter(is_default=True).first()

    @all_or_nothing
    def found(self, *, by, submission=None, **fields):
        """Makes a group with its founder as owner; repeated, it finds what the first call made."""
        if submission and (made := self.filter(created_by=by, submission=submission).first()):
            return made
        group = self.model(created_by=by, submission=submission, **fields)
        group.slug = free_slug(group)
        group.rules_html = render(group.rules)
        group.save(force_insert=True)
        group.admit(by)
        group.crown(by, by=by)
        return group


class Group(Covered, Joinable, Laddered):
    class Listing(models.TextChoices):
        LISTED = "listed", _("Listed: everybody can find it")
        SECRET = "secret", _("Secret: as if it did not exist")

    class Joining(models.TextChoices):
        FREE = "free", _("Free: whoever wants to")
        REQUEST = "request", _("On request")
        INVITATION = "invitation", _("By invitation")

    class Posting(models.TextChoices):
        ALL = "all", _("Every member")
        APPROVED = "approved", _("Every member, once a moderator has looked at it")
        MODERATORS = "moderators", _("Its moderators; the others comment")

    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(max_length=80, unique=True)
    purpose = models.CharField(_("purpose"), max_length=280, blank=True)
    rules = models.TextField(_("rules"), blank=True, max_length=5000)
    rules_html = models.TextField(editable=False, blank=True)
    emoji = models.CharField(_("emoji"), max_length=8, blank=True)
    listing = models.CharField(
        _("who can find it"), max_length=6, choices=Listing.choices, default=Listing.LISTED
    )
    joining = models.CharField(_("how to join"), max_length=10, choices=Joining.choices, default=Joining.FREE)
    posting = models.CharField(_("who may post"), max_length=10, choices=Posting.choices, default=Posting.ALL)
    # What it asks of whoever asks to join; the answers stand with the request.
    questions = ArrayField(models.CharField(max_length=140), size=3, default=list, blank=True)
    cover = models.ForeignKey("accounts.Upload", models.PROTECT, null=True, editable=False, related_name="+")
    cover_alt = models.CharField(_("what it shows"), max_length=200, blank=True, editable=False)
    centre = models.ForeignKey("accounts.Centre", models.SET_NULL, null=True, blank=True, related_name="+")
    is_default = models.BooleanField(
        _("default group"), default=False, help_text=_("Everybody belongs to it.")
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    submission = models.UUIDField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    archived_at = models.DateTimeField(null=True, blank=True)
    # What the search looks into: to fold the words of all groups anew takes longer than all the rest of it.
    words = models.GeneratedField(
        expression=Folded.of("name", "purpose"), output_field=models.TextField(), db_persist=True
    )
    member_count = models.PositiveIntegerField(default=0, editable=False)
    # Posts so far; a membership remembers how many it has seen, so unread costs no count.
    activity = models.PositiveIntegerField(default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = GroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("group")
        verbose_name_plural = _("groups")
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="one_default_group"
            ),
            models.UniqueConstraint(
                fields=["created_by", "submission"], name="group_sent_once_by_its_founder"
            ),
            models.CheckConstraint(
                condition=Q(is_default=False) | Q(listing="listed", joining="free", archived_at__isnull=True),
                name="default_group_is_listed_free_and_open",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/groups/{self.slug}/"

    # Questions

    @property
    def is_secret(self) -> bool:
        return self.listing == self.Listing.SECRET

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None

    def is_readable_by(self, member) -> bool:
        return bool(_readable.rows(member, group=self.pk))

    def manageable_by(self, member) -> bool:
        """May name it, set its rules, decide who joins and make moderators."""
        return bool(_moderated.rows(member, group=self.pk))

    def owned_by(self, member) -> bool:
        """Answers for it: its owners, and whoever answers for the house where they may look."""
        if member.is_moderator:
            return self.manageable_by(member)
        return self.memberships.owners().filter(member=member).exists()

    def archivable_by(self, member) -> bool:
        """Closing a whole group is for those who answer for it, not for its moderators."""
        return not self.is_default and self.owned_by(member)

    @staticmethod
    def foundable_by(member) -> bool:
        return member.is_moderator

    # Verbs

    @all_or_nothing
    def change(self, *, by, **fields) -> None:
        """Names it anew, sets rules or doors. Whoever loses a right by it hears no more; open requests to
        a group that is free now are accepted."""
        doors = (self.listing, self.joining)
        for name, value in fields.items():
            setattr(self, name, value)
        self.rules_html = render(self.rules)
        self.version = F("version") + 1
        self.save(update_fields=[*fields, "rules_html", "version"])
        self.refresh_from_db(fields=["version"])
        if doors != (self.listing, self.joining):
            publish.revoke()
        if self.joining == self.Joining.FREE:
            for request in self.join_requests.open():
                request.accept(by=by)

    @all_or_nothing
    def archive(self, *, by) -> None:
        """Nobody joins or posts any more; what was written stays readable."""
        Group.objects.living().filter(pk=self.pk, is_default=False).update(
            archived_at=timezone.now(), version=F("version") + 1
        )
        self.refresh_from_db(fields=["archived_at", "version"])

    @all_or_nothing
    def reopen(self, *, by) -> None:
        Group.objects.filter(pk=self.pk).update(archived_at=None, version=F("version") + 1)
        self.refresh_from_db(fields=["archived_at", "version"])

    def keepers(self, *, but=None):
        """Who decides in this group: its own owners and moderators; if it has none, those of the site. Never `but`."""
        people = get_user_model().objects.joined().active().exclude(pk=but and but.pk)
        own = people.filter(memberships__group=self, memberships__role__in=Membership.KEEPING)
        if own.exists():
            return own
        roles = [Role.MANAGER] if self.is_secret else [Role.MANAGER, Role.MODERATOR]
        return people.filter(role__in=roles)


@made_once
def _seen(reader, slug):
    return Group.objects.visible_to(reader).filter(slug=slug).select_related("cover", "centre")


@made_once
def _read(reader, slug):
    return Group.objects.readable_by(reader).filter(slug=slug).select_related("cover", "centre")


@made_once
def _readable(reader, group):
    return Group.objects.readable_by(reader).filter(pk=group).values_list("pk")


@made_once
def _moderated(reader, group):
    return Group.objects.moderated_by(reader).filter(pk=group).values_list("pk")
