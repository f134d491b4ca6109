"""Uploads: files that people sent, checked, re-encoded and kept behind a right."""

import logging
import uuid
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import doors
from accounts.made_once import made_once
from accounts.media import files, kinds, naming, pictures
from accounts.media.holders import holders
from accounts.media.signals import picture_ready
from accounts.nudges import nudge

log = logging.getLogger(__name__)

READY_DUE = "accounts.media.tasks.ready_due"
# What hangs nowhere for so long is swept; a person has that time to finish the post it was chosen for.
UNATTACHED_FOR = timedelta(hours=24)
LAST_CALL = timedelta(hours=1)
MOST_UNATTACHED = 60
# A worker that has held a picture for so long is dead; a picture that killed three workers is refused.
DEAD_AFTER = timedelta(minutes=5)
MOST_ATTEMPTS = 3

RAW, DOCUMENT = "raw", "file"


class UploadQuerySet(models.QuerySet):
    def visible_to(self, member):
        """The member's own, the faces of people they may see, and what higher rooms open
        (doors.register("accounts.Upload", …): the pictures of posts they may read, the files of their
        tickets)."""
        people = get_user_model().objects.visible_to(member)
        face = Exists(people.filter(avatar=OuterRef("pk")))
        opened = doors.also_visible("accounts.Upload", member)
        return self.exclude(state=Upload.State.REFUSED).filter(Q(owner_id=member.pk) | face | opened)

    def read_by(self, member, pk) -> "Upload":
        """The one with this key; raises Http404 unless the member may see it."""
        return _read.found(member, pk=pk)

    def attachable_by(self, member):
        """What the member may hang on something: their own, and nobody else's (row 15)."""
        return self.filter(owner=member, released_at__isnull=True).exclude(state=Upload.State.REFUSED)

    def pictures(self):
        return self.filter(width__isnull=False)

    def waiting(self):
        return self.filter(state=Upload.State.WAITING)

    def unheld(self):
        """What nothing hangs on: every foreign key to an upload holds it, whoever declares one."""
        return self.filter(
            *(~Exists(holder.filter(**{field: OuterRef("pk")})) for holder, field in holders(self.model))
        )

    def forgotten(self, as_of: datetime):
        return self.unheld().filter(created_at__lte=as_of - UNATTACHED_FOR)

    # Verbs

    def accept(self, *, owner, file: File | None, documents: bool = False) -> "Upload":
        """Checks and stores what a person sent and returns its row. With `documents` PDF, text and documents
        of an office are taken, too.

        Raises ValidationError with a sentence for that person. The file is stored before the row: a row never
        lacks its file, and a file whose row was undone is swept.
        """
        found = kinds.recognised(file, documents)
        if owner and self.filter(owner=owner).unheld().count() >= MOST_UNATTACHED:
            raise ValidationError(
                _("You have chosen a great many files without using them. Try again tomorrow."), "many"
            )
        upload = Upload(
            owner=owner,
            name=naming.clean(file.name, found.suffix),
            content_type=found.content_type,
            size=file.size,
            width=found.width,
            height=found.height,
            sha256=files.digest(file),
        )
        if not upload.is_picture:
            upload.state, upload.ready_at = Upload.State.READY, upload.created_at
        files.keep(upload.path(upload.variants[0]), file)
        upload.save(force_insert=True)
        if upload.is_picture:
            nudge(READY_DUE)
        return upload

    @transaction.atomic
    def claim(self, as_of: datetime) -> "Upload | None":
        """Takes the picture that has waited longest. Two workers never take the same; the count of tries is
        saved first, so that a picture that kills its worker is not tried forever."""
        free = Q(claimed_at__isnull=True) | Q(claimed_at__lte=as_of - DEAD_AFTER)
        upload = (
            self.waiting().filter(free).select_for_update(skip_locked=True).order_by("created_at").first()
        )
        if upload:
            upload.claimed_at, upload.attempts = as_of, upload.attempts + 1
            upload.save(update_fields=["claimed_at", "attempts"])
        return upload

    def sweep(self, as_of: datetime) -> int:
        """Removes what nothing hangs on any more, row and files; returns how many.

        First it can no longer be attached, an hour later it goes: who was just attaching it has long finished.
        """
        released = self.filter(released_at__lte=as_of - LAST_CALL)
        count = sum(upload.remove() for upload in released.unheld())
        released.update(released_at=None)  # it was attached after all
        self.forgotten(as_of).filter(released_at__isnull=True).update(released_at=as_of)
        return count


class Upload(models.Model):
    class State(models.TextChoices):
        WAITING = "waiting"  # stored as it came, sizes not made yet: shown as a grey field
        READY = "ready"
        REFUSED = "refused"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="uploads")
    name = models.CharField(max_length=200)
    content_type = models.CharField(max_length=80)
    size = models.PositiveIntegerField()
    # Of a picture as it is shown, after turning it upright; a document has none.
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    created_at = models.DateTimeField(default=timezone.now)
    claimed_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    ready_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)  # nothing hung on it then; it cannot be attached any more

    objects = UploadQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(ready_at__isnull=False), name="upload_ready_has_a_time"
            ),
        ]
        indexes = [
            models.Index(
                fields=["created_at"], name="upload_waiting", condition=Q(state="waiting")
            ),  # the claim
        ]

    def __str__(self) -> str:
        return self.name

    # Questions

    @property
    def is_picture(self) -> bool:
        return self.width is not None

    @property
    def is_ready(self) -> bool:
        return self.state == self.State.READY

    def link(self, variant: str) -> str:
        return reverse("media", args=[self.pk, variant])

    @property
    def small(self) -> str:
        return self.link("320")

    @property
    def medium(self) -> str:
        return self.link("800")

    @property
    def large(self) -> str:
        return self.link("1600")

    @property
    def document(self) -> str:
        return self.link(DOCUMENT)

    @property
    def variants(self) -> tuple[str, ...]:
        """What is on disk for it now."""
        if self.state == self.State.REFUSED:
            return ()
        if not self.is_picture:
            return (DOCUMENT,)
        return pictures.VARIANTS if self.is_ready else (RAW,)

    def path(self, variant: str) -> str:
        return f"{self.pk.hex[:2]}/{self.pk.hex}/{variant}"

    # Verbs

    def make_ready(self, as_of: datetime | None = None) -> None:
        """Makes the sizes and forgets the original with all that it says about its owner. Safe twice."""
        if self.state != self.State.WAITING:
            return
        try:
            made = self._drawn()
        except (pictures.Unreadable, FileNotFoundError) as error:
            log.warning("upload %s is refused: %s", self.pk, type(error).__name__)
            self._end(self.State.REFUSED)
        else:
            self._keep(made)
            width, height = made[pictures.VARIANTS[0]][1]
            self._end(self.State.READY, ready_at=as_of or timezone.now(), width=width, height=height)

    def try_again_later(self) -> None:
        """It was not the picture's fault: the try does not count."""
        Upload.objects.waiting().filter(pk=self.pk).update(attempts=self.attempts - 1)

    def _drawn(self) -> dict[str, tuple[bytes, tuple[int, int]]]:
        if self.attempts > MOST_ATTEMPTS:
            raise pictures.Unreadable("every worker that tried has died")
        with default_storage.open(self.path(RAW)) as original:
            return pictures.sizes(original)

    def _keep(self, made: dict[str, tuple[bytes, tuple[int, int]]]) -> None:
        for variant, (content, _size) in made.items():
            default_storage.save(self.path(variant), ContentFile(content))

    @transaction.atomic
    def remove(self) -> bool:
        """Removes row and files, unless something still hangs on it or another sweep was quicker."""
        mine = Upload.objects.filter(pk=self.pk)
        if not mine.select_for_update(skip_locked=True) or not mine.unheld().exists():
            return False
        self._forget(RAW, DOCUMENT, *pictures.VARIANTS)
        mine.delete()
        return True

    def _end(self, state: str, **fields) -> None:
        """One worker ends it, and what shows it hears."""
        with transaction.atomic():
            mine = Upload.objects.waiting().filter(pk=self.pk)
            if not mine.update(state=state, **fields):
                return
            for name, value in {"state": state, **fields}.items():
                setattr(self, name, value)
            self._forget(RAW)
            picture_ready.send(Upload, upload=self)

    def _forget(self, *variants: str) -> None:
        names = [self.path(variant) for variant in variants]
        transaction.on_commit(partial(files.remove, names), robust=True)


@made_once
def _read(reader, pk):
    return Upload.objects.visible_to(reader).filter(pk=pk)
