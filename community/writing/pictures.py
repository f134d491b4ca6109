"""What hangs below a text: pictures, each with a word on what it shows, and files to take along."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef
from django.db.models.functions import JSONArray
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.media.models import Upload

MOST = 8
COLUMNS = ("id", "width", "height", "name", "size")  # of its upload, as the drawing needs them


class Picture(models.Model):
    upload = models.ForeignKey("accounts.Upload", models.PROTECT, related_name="+")
    alt = models.CharField(_("what it shows"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    below: ClassVar[str]  # the column that names the text

    class Meta:
        abstract = True
        ordering = ["position", "id"]

    @property
    def text(self) -> models.Model:
        """The post, comment or message that shows it."""
        return getattr(self, self.below)

    @classmethod
    def shown(cls) -> ArraySubquery:
        """For `annotate(shown=…)` of the texts: the columns and words of each, so that drawing them asks once."""
        mine = cls._default_manager.filter(**{cls.below: OuterRef("pk")})
        return ArraySubquery(mine.values(row=JSONArray(*(f"upload__{name}" for name in COLUMNS), "alt")))


@dataclass(frozen=True)
class Shown:
    """A picture or a file as the statement brings it."""

    key: str
    width: int | None
    height: int | None
    name: str
    size: int
    alt: str

    @property
    def upload(self) -> Upload:
        return Upload(
            pk=uuid.UUID(self.key), width=self.width, height=self.height, name=self.name, size=self.size
        )

    @property
    def sort(self) -> str:
        """What stands on the chip of a file: PDF, DOCX."""
        return self.name.rpartition(".")[2].upper()[:4]


def apart(rows: Iterable[list]) -> dict[str, list[Shown]]:
    """The `pictures` and the `files` among what `Picture.shown` brought, for the template of the text."""
    shown = [Shown(*row) for row in rows]
    return {
        "pictures": [one for one in shown if one.width is not None],
        "files": [one for one in shown if one.width is None],
    }


def own(
    pictures: Iterable[tuple[object, str]], member, *, documents: bool = False
) -> list[tuple[Upload, str]]:
    """The (upload, words) pairs with the uploads read anew; an upload may be given by its key.

    Raises ValidationError for somebody else's, for what is gone (row 15), and for too many.
    """
    words = {str(getattr(upload, "pk", upload)): alt for upload, alt in pictures}
    if not words:
        return []
    if len(words) > MOST:
        raise ValidationError(
            ngettext_lazy("One file at most.", "%(most)d files at most.", MOST),
            "many",
            {"most": MOST},
        )
    found = {str(upload.pk): upload for upload in uploads_of(member, words, documents=documents)}
    if len(found) < len(words):
        raise ValidationError(_("One of the files is not there any more. Choose it again."), "picture")
    return [(found[key], tidy_words(alt)) for key, alt in words.items()]


def uploads_of(member, keys, *, documents: bool = False):
    """The member's own pictures among the keys, and with `documents` all files; keys that are none are left out."""
    field, sound = Upload._meta.pk, []
    for key in keys:
        try:
            sound.append(field.to_python(key))
        except ValidationError:
            continue
    mine = Upload.objects.attachable_by(member).filter(pk__in=sound)
    return mine if documents else mine.pictures()


def tidy_words(alt: str) -> str:
    return " ".join(alt.split())[:200]
