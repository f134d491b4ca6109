"""Notifications: rows of kind, actor and subject, worded at reading time in the reader's language."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.live import publish
from accounts.made_once import changed_once, made_once
from community.notifications import kinds
from community.notifications.channels import APP, Sort, sort_of
from community.notifications.choices import Choice
from community.notifications.deliveries import Delivery
from community.transactions import all_or_nothing, with_its_caller

CAUGHT_UP = 200  # how much a page catches up with by itself; beyond that it loads anew (D-17)


class InboxQuerySet(models.QuerySet["Inbox"]):
    def of(self, member) -> "Inbox":
        """The member's inbox; an empty one, not stored, when nothing was ever written to it."""
        return self.filter(pk=member.pk).first() or self.model(pk=member.pk)

    def hold(self, members: Iterable) -> list["Inbox"]:
        """The members' inboxes, locked until the transaction ends and made where there was none.

        Rows are locked in the order of their keys, so that two tellers never wait for each other. Who tells
        several circles in one transaction holds all of them first, for the same reason.
        """
        keys = sorted({member.pk for member in members})
        held = _held.objects(keys=keys)
        if len(held) < len(keys):
            there = {inbox.pk for inbox in held}
            self.bulk_create([self.model(pk=key) for key in keys if key not in there], ignore_conflicts=True)
            held = _held.objects(keys=keys)
        return held


class Inbox(models.Model):
    """A member's counter: serials are taken under this row's lock, in the transaction that writes the row."""

    member = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, primary_key=True, related_name="inbox"
    )
    serial = models.PositiveBigIntegerField(default=0)
    unread = models.PositiveIntegerField(default=0)
    # Two visits back is what "new since your last visit" means while somebody keeps reloading.
    feed_seen_at = models.DateTimeField(null=True)
    feed_seen_before_at = models.DateTimeField(null=True)

    objects = InboxQuerySet.as_manager()


class NotificationQuerySet(models.QuerySet["Notification"]):
    def visible_to(self, member):
        """What stands in the member's list; quiet ones go another way."""
        return self.filter(member_id=member.pk, is_quiet=False)

    def in_thread(self, thread: str):
        return self.filter(thread=thread)

    def unread(self):
        return self.filter(read_at__isnull=True)

    def in_tab(self, tab: str):
        """All for the tab "", the unread ones, or those of the kinds that belong to it."""
        if tab == "unread":
            return self.unread()
        return self.filter(kind__in=kinds.in_tab(tab)) if tab else self

    def newest_first(self):
        return self.select_related("actor__avatar").order_by("-created_at", "-pk")

    def before(self, key: int | None):
        """Those further down the list than the one with this number; all without one."""
        mark = self.filter(pk=key).first() if key is not None else None
        if mark is None:
            return self
        return self.filter(Q(created_at__lt=mark.created_at) | Q(created_at=mark.created_at, pk__lt=mark.pk))

    def after(self, serial: int):
        """What was written or marked since, oldest first."""
        return self.filter(serial__gt=serial).select_related("actor__avatar").order_by("serial")

    @with_its_caller
    def tell(
        self,
        members: Iterable,
        *,
        kind: str,
        subject: models.Model,
        actor=None,
        once: str = "",
        as_of: datetime | None = None,
    ) -> list["Notification"]:
        """Writes one row a person and pushes to each after the commit; returns the new rows.

        `once` names the event (by default kind and subject): whoever was told of it is not told again. Never
        told are the actor and those who are suspended, wait for approval or have left. Raises KeyError for a
        kind that nobody registered.
        """
        found = kinds.find(kind)
        once = once or f"{found.name}:{subject._meta.label_lower}:{subject.pk}"
        as_of = as_of or timezone.now()
        inboxes = Inbox.objects.hold(_listening(members, actor, as_of))
        told = set(_told.keys(members=[inbox.pk for inbox in inboxes], once=once))
        new = {inbox.pk: inbox for inbox in inboxes if inbox.pk not in told}
        wishes = Choice.objects.wishes(sort_of(kind), new)
        subject_type = ContentType.objects.get_for_model(subject)
        thread = thread_of(*found.place(subject))  # type: ignore[misc]
        rows = [
            self.model(
                member_id=key,
                serial=inbox.serial + 1,
                kind=kind,
                actor=actor,
                subject_type=subject_type,
                subject_id=subject.pk,
                thread=thread,
                once=once,
                is_quiet=APP not in wishes[key],
                created_at=as_of,
            )
            for key, inbox in new.items()
            if wishes[key]
        ]
        self._count(rows)
        written = self.bulk_create(rows, batch_size=2000)
        Delivery.objects.owe(written, kind, wishes)
        for row in written:
            if not row.is_quiet:
                _hint(row.member_id, row.serial)
        return written  # type: ignore[return-value]

    def _count(self, rows: Sequence) -> None:
        """Every new row moves its member's serial on; what stands in the list counts on the bell."""
        if listed := [row.member_id for row in rows if not row.is_quiet]:
            _one_more_in_the_list.change(keys=listed)
        if quiet := [row.member_id for row in rows if row.is_quiet]:
            Inbox.objects.filter(pk__in=quiet).update(serial=F("serial") + 1)

    def mark_thread_read(self, member, thread: str, *, as_of: datetime | None = None) -> int:
        """The member has the thing before them: what was told of it is read. Returns how many were not yet."""
        if not _unread_in.rows(member=member.pk, thread=thread):  # as nearly always when a page is opened
            return 0
        unread = self.filter(member_id=member.pk, thread=thread).unread()
        return unread._mark_read(member, as_of or timezone.now())

    @all_or_nothing
    def _mark_read(self, member, as_of: datetime) -> int:
        (inbox,) = Inbox.objects.hold([member])
        return self._remark(inbox, read_at=as_of)

    @all_or_nothing
    def mark_all_read(self, member, *, as_of: datetime | None = None) -> datetime | None:
        """Marks what the member has not read; returns the moment that takes it back, None if all was read."""
        as_of = as_of or timezone.now()
        (inbox,) = Inbox.objects.hold([member])
        return as_of if self.visible_to(member).unread()._remark(inbox, read_at=as_of) else None

    @all_or_nothing
    def mark_unread(self, member, *, read_at: datetime) -> int:
        """Takes back what was marked read at that very moment; returns how many rows it was."""
        (inbox,) = Inbox.objects.hold([member])
        return self.visible_to(member).filter(read_at=read_at)._remark(inbox, read_at=None)

    def _remark(self, inbox: Inbox, read_at: datetime | None) -> int:
        listed = models.Count("pk", filter=Q(is_quiet=False))
        bounds = self.aggregate(lowest=models.Min("serial"), highest=models.Max("serial"), listed=listed)
        if bounds["lowest"] is None:
            return 0
        # All move up by the same step to above everything given out: still unique, and in one statement.
        step = inbox.serial - bounds["lowest"] + 1
        count = self.update(serial=F("serial") + step, read_at=read_at)
        inbox.serial = bounds["highest"] + step
        inbox.unread += -bounds["listed"] if read_at else bounds["listed"]
        inbox.save(update_fields=["serial", "unread"])
        _hint(inbox.pk, inbox.serial)
        return count


class Notification(models.Model):
    member = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="notifications")
    serial = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=60)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    subject_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    subject_id = models.PositiveBigIntegerField()
    subject = GenericForeignKey("subject_type", "subject_id")
    # What it is about as people see it ("community.Post:12"): bundled in the list, in a mail, in a push; and read when
    # its member has that before them.
    thread = models.CharField(max_length=80, default="")
    # Its member wants it by another way than the list.
    is_quiet = models.BooleanField(default=False)
    # A doubled call finds the first row: one event is one notification a person.
    once = models.CharField(max_length=120)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)

    objects = NotificationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "serial"], name="notification_serial_once_a_member"),
            models.UniqueConstraint(fields=["member", "once"], name="notification_once_an_event"),
        ]
        indexes = [
            models.Index(fields=["member", "-created_at", "-id"], name="notification_by_member"),
            models.Index(
                fields=["member", "thread"],
                name="notification_unread",
                condition=Q(read_at__isnull=True),
            ),
        ]

    @property
    def sort(self) -> Sort:
        return sort_of(self.kind)

    @all_or_nothing
    def read(self, *, as_of: datetime | None = None) -> None:
        """Marks it read by its member; a second call changes nothing."""
        (inbox,) = Inbox.objects.hold([self.member])
        Notification.objects.filter(pk=self.pk).unread()._remark(inbox, read_at=as_of or timezone.now())

    @all_or_nothing
    def put_back(self) -> None:
        """Its member has not read it after all; a second call changes nothing."""
        (inbox,) = Inbox.objects.hold([self.member])
        Notification.objects.filter(pk=self.pk, read_at__isnull=False)._remark(inbox, read_at=None)


def thread_of(label: str, pk: int) -> str:
    return f"{label}:{pk}"


def _listening(members: Iterable, actor, as_of: datetime) -> list:
    keys = {member.pk for member in members} - {actor.pk if actor else None}
    return _awake.objects(keys=list(keys), as_of=as_of)


@made_once
def _awake(keys, as_of):
    return get_user_model().objects.joined().active(as_of).filter(pk__one_of=keys).only("pk")


@made_once
def _held(keys):
    return Inbox.objects.select_for_update(no_key=True).filter(pk__one_of=keys).order_by("pk")


@changed_once
def _one_more_in_the_list(keys):
    return Inbox.objects.filter(pk__one_of=keys), {"serial": F("serial") + 1, "unread": F("unread") + 1}


@made_once
def _unread_in(member, thread):
    return Notification.objects.filter(member=member).in_thread(thread).unread().values_list("pk")[:1]


@made_once
def _told(members, once):
    return Notification.objects.filter(member__one_of=members, once=once).values_list("member")


def _hint(member: int, serial: int) -> None:
    publish.push(f"member:{member}", {"event": "notification", "serial": serial})
