"""Rooms: where members talk. A group's, a private one of a few, one of two, one with the desk."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.live import publish
from community.chat import contact, live, notices
from community.chat.participations import Participation
from community.contacts.models import Block
from community.groups.models import Group
from community.transactions import all_or_nothing
from community.trust import levels
from community.writing.rights import keeps_order
from community.writing.written import one_line, require

MOST_PEOPLE = 20  # in a room that is no group's


class RoomQuerySet(models.QuerySet["Room"]):
    def visible_to(self, member):
        """Rooms in which the member takes part; and of the groups' rooms those that they keep in order. Private ones
        are nobody else's, managers' included (D-16)."""
        own = Q(pk__in=Participation.objects.of(member).values("room_id"))
        return self.filter(own | Q(group__in=Group.objects.moderated_by(member).values("pk")))

    def with_group(self):
        return self.select_related("group")

    def read_by(self, member):
        """With the keys of those whose words are folded away for the member, in the same statement."""
        return self.with_group().annotate(folded=ArraySubquery(Block.objects.folded_for(member)))

    def between(self, one, other) -> "Room | None":
        """The room of these two, if there is one."""
        return self.filter(pair=pair_of(one, other)).first()

    @all_or_nothing
    def of_group(self, group: Group) -> "Room":
        """The group's room, made at its first call."""
        return self.get_or_create(group=group, defaults={"kind": Room.Kind.GROUP})[0]

    @all_or_nothing
    def direct(self, *, by, with_) -> "Room":
        """The room of these two, made if there was none. Raises PermissionDenied when `by` may not begin."""
        room = self.between(by, with_)
        if room is None:
            contact.require(by, [with_])
            self.require_newcomers_pace(by)
            known = {"kind": Room.Kind.DIRECT, "created_by": by}
            room, _is_new = self.get_or_create(pair=pair_of(by, with_), defaults=known)
        for member in (by, with_):
            room.seat(member)
        return room

    def require_newcomers_pace(self, by) -> None:
        """Raises ValidationError for a newcomer who begins to write to one stranger after the other."""
        day = timezone.now() - timedelta(days=1)
        begun = self.filter(created_by=by, kind__in=(Room.Kind.DIRECT, Room.Kind.PRIVATE), created_at__gt=day)
        levels.require(by, "rooms", begun.count() + 1)

    @all_or_nothing
    def gather(
        self,
        *,
        by,
        with_: Iterable,
        name: str = "",
        submission: UUID | None = None,
    ) -> "Room":
        """A private room of a few; with one other and without a name the room of the two.

        A repeated submission returns what the first one made. Raises PermissionDenied for somebody who cannot be
        written to, ValidationError for nobody and for too many.
        """
        if submission and (made := self.filter(created_by=by, submission=submission).first()):
            return made
        others = sorted({member for member in with_ if member != by}, key=lambda member: member.pk)
        name = one_line(name)[:80]
        if not others:
            raise ValidationError({"people": _("Choose somebody to talk to.")})
        if len(others) == 1 and not name:
            return self.direct(by=by, with_=others[0])
        require_space(1 + len(others))
        contact.require(by, others)
        self.require_newcomers_pace(by)
        room = self.create(kind=Room.Kind.PRIVATE, name=name, created_by=by, submission=submission)
        for member in (by, *others):
            room.seat(member)
        return room


class Room(models.Model):
    class Kind(models.TextChoices):
        GROUP = "group", gettext_lazy("Group")
        PRIVATE = "private", gettext_lazy("Private")
        DIRECT = "direct", gettext_lazy("Two people")
        DESK = "desk", gettext_lazy("Customer service")

    kind = models.CharField(max_length=7, choices=Kind.choices)
    group = models.OneToOneField(Group, models.PROTECT, null=True, related_name="room")
    name = models.CharField(gettext_lazy("name"), max_length=80, blank=True)
    # "3:17", the smaller key first: two people have one room.
    pair = models.CharField(max_length=41, null=True, unique=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    submission = models.UUIDField(null=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now)
    # Taken under this row's lock by whatever happens in the room; what has a higher one is news to an open page.
    serial = models.PositiveBigIntegerField(default=0, editable=False)
    message_count = models.PositiveBigIntegerField(default=0, editable=False)
    last_message = models.ForeignKey(
        "community.Message", models.SET_NULL, null=True, related_name="+", editable=False
    )
    last_at = models.DateTimeField(default=timezone.now, editable=False)
    archived_at = models.DateTimeField(null=True, editable=False)

    objects = RoomQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("room")
        verbose_name_plural = gettext_lazy("rooms")
        constraints = [
            models.UniqueConstraint(
                fields=["created_by", "submission"], name="room_made_once_by_its_founder"
            ),
            models.CheckConstraint(
                condition=Q(kind="group", group__isnull=False) | (~Q(kind="group") & Q(group__isnull=True)),
                name="room_of_a_group_has_one",
            ),
            models.CheckConstraint(
                condition=Q(kind="direct", pair__isnull=False) | (~Q(kind="direct") & Q(pair__isnull=True)),
                name="room_of_two_has_a_pair",
            ),
        ]

    def __str__(self) -> str:
        return self.group.name if self.group_id else self.name

    def get_absolute_url(self) -> str:
        return f"/chat/{self.pk}/"

    # Questions

    @property
    def topic(self) -> str:
        """Its name on the socket."""
        return f"room:{self.pk}"

    @property
    def is_group(self) -> bool:
        return self.kind == self.Kind.GROUP

    @property
    def is_direct(self) -> bool:
        return self.kind == self.Kind.DIRECT

    @property
    def is_desk(self) -> bool:
        return self.kind == self.Kind.DESK

    @property
    def is_private(self) -> bool:
        return self.kind == self.Kind.PRIVATE

    @property
    def is_archived(self) -> bool:
        return self.archived_at is not None or (self.group is not None and self.group.is_archived)

    @property
    def is_small(self) -> bool:
        """Few enough to tell each other who is here and how far they have read; a group may be a thousand."""
        return not self.is_group

    @property
    def has_latecomers(self) -> bool:
        """Whether somebody may not read all that was ever said."""
        return self.kind in (self.Kind.PRIVATE, self.Kind.DESK)

    def is_visible_to(self, member) -> bool:
        return Room.objects.visible_to(member).filter(pk=self.pk).exists()

    def participation_of(self, member) -> Participation | None:
        return self.participations.of(member).first()

    def holds(self, member) -> bool:
        return self.participations.of(member).exists()

    def others_than(self, member) -> list:
        """Who else takes part."""
        seats = self.participations.present().exclude(member_id=member.pk).select_related("member")
        return [seat.member for seat in seats.order_by("pk")]

    def writable_by(self, member) -> bool:
        try:
            self.require_words_of(member)
        except PermissionDenied:
            return False
        return True

    def require_words_of(self, member) -> None:
        """Raises PermissionDenied, with the reason, unless the member may write here."""
        require(member.is_active and not self.is_archived, _("Nobody can write here any more."))
        require(self.holds(member), _("Only who takes part can write here."))
        if self.is_direct or self.is_private:
            contact.require_words(member, self.others_than(member))

    def moderated_by(self, member) -> bool:
        """Groups' rooms are kept in order by whoever does so in the group; nobody does in private."""
        return self.group is not None and keeps_order(self.group, member)

    def leavable_by(self, member) -> bool:
        """A group's room is left with the group, that of two stays where it is."""
        return self.is_private and self.holds(member)

    def manageable_by(self, member) -> bool:
        """May give it a name and bring people in."""
        return self.is_private and not self.is_archived and self.holds(member)

    # Verbs

    @all_or_nothing
    def rename(self, name: str, *, by) -> None:
        require(self.manageable_by(by), _("Only who takes part can change this."))
        self.take(name=one_line(name)[:80])
        live.changed(self)

    @all_or_nothing
    def add(self, members: Iterable, *, by) -> None:
        """Brings people in: they read what comes from now on, and a line says who brought them. Raises
        PermissionDenied, or ValidationError for too many."""
        self.lock()
        require(self.manageable_by(by), _("Only who takes part can bring others in."))
        there = set(self.participations.present().values_list("member_id", flat=True))
        new = [member for member in members if member.pk not in there]
        require_space(len(there) + len(new))
        # One alone is asked like one of several: the room has more than two in it.
        contact.require_in_company(by, new)
        for member in new:
            self.seat(member)
            self.messages.note_guest(room=self, by=by, guest=member)
        self.take()
        live.changed(self)

    @all_or_nothing
    def leave(self, *, by, as_of: datetime | None = None) -> bool:
        """Takes the member out of a private room at once, open pages included; False when they were not in it."""
        require(self.is_private, _("This room cannot be left."))
        self.lock()
        gone = self.participations.of(by).update(left_at=as_of or timezone.now(), here_until=None)
        if gone:
            publish.revoke(member=by.pk, topic=self.topic)
            self.take()
            live.changed(self)
        return bool(gone)

    @all_or_nothing
    def mark_read(self, *, by, number: int) -> bool:
        """The member has read up to that message; False when they had before, or take no part.

        In a room of few the others see it, so it takes a serial; in a group's it is nobody else's business.
        """
        unread = Q(read_number__lt=min(number, self.message_count))
        if not self.participations.of(by).filter(unread).exists():
            return False
        self.lock()
        number = min(number, self.message_count)
        serial = self.take() if self.is_small else self.serial
        self.participations.of(by).filter(unread).update(read_number=number, read_serial=serial)
        notices.read(self, by)
        if self.is_small:
            live.read(self, by, number)
        return True

    def greet(self, *, by) -> None:
        """The member has the room before them; in a room of few the others see it."""
        seat = self.participation_of(by)
        if seat is not None and seat.stay() and self.is_small:
            live.presence(self, by, True)

    def part(self, *, by) -> None:
        """The member looks elsewhere."""
        seat = self.participation_of(by)
        if seat is not None and seat.go() and self.is_small:
            live.presence(self, by, False)

    # Steps

    def lock(self) -> None:
        """Holds the row until the transaction ends and reads it anew. First of all locks in a room."""
        rows = Room.objects.select_for_update(of=["self"], no_key=True).select_related("group")
        self.refresh_from_db(from_queryset=rows)

    def take(self, **columns) -> int:
        """The room's next serial; what else is to be written goes along."""
        Room.objects.filter(pk=self.pk).update(serial=F("serial") + 1, **columns)
        self.refresh_from_db(fields=["serial", *columns])
        return self.serial

    def seat(self, member, membership=None) -> Participation:
        """The member takes part from now on; who does already stays as they are."""
        since = 0 if self.is_group else self.message_count
        known = {"membership": membership, "read_number": self.message_count, "read_serial": self.serial}
        seat, is_new = self.participations.get_or_create(member=member, defaults=known | {"since": since})
        if not is_new and seat.left_at is not None:
            known |= {"left_at": None, "joined_at": timezone.now(), "since": since}
            self.participations.filter(pk=seat.pk).update(**known)
            seat.refresh_from_db()
        return seat


def pair_of(one, other) -> str:
    low, high = sorted((one.pk, other.pk))
    return f"{low}:{high}"


def require_space(people: int) -> None:
    if people > MOST_PEOPLE:
        raise ValidationError({"people": _("A room holds %(most)d people at most.") % {"most": MOST_PEOPLE}})
