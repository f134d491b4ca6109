"""What hangs below a text: pictures, each with a word on what it shows, and files to take along."""

from collections.abc import Iterable
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.media.models import Upload

MOST = 8


class PictureQuerySet(models.QuerySet):
    def of(self, written):
        return self.filter(**{self.model.below: written}).select_related("upload")

    def hang(self, written, shown: Iterable[tuple[Upload, str]]) -> None:
        """Hangs the (upload, words) pairs below it, in this order."""
        self.bulk_create(
            self.model(**{self.model.below: written}, upload=upload, alt=alt, position=position)
            for position, (upload, alt) in enumerate(shown)
        )

    def take_down(self, written) -> list[Upload]:
        """Returns what hung there, for whoever then removes it: an upload that another text shows stays."""
        uploads = [picture.upload for picture in self.of(written)]
        self.filter(**{self.model.below: written}).delete()
        return uploads


class Picture(models.Model):
    upload = models.ForeignKey("accounts.Upload", models.PROTECT, related_name="+")
    alt = models.CharField(_("what it shows"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    below: ClassVar[str]  # the column that names the text

    objects = PictureQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["position", "id"]


def own(
    pictures: Iterable[tuple[object, str]], member, *, documents: bool = False
) -> list[tuple[Upload, str]]:
    """The (upload, words) pairs with the uploads read anew; an upload may be given by its key.

    Raises ValidationError for somebody else's, for what is gone (row 15), and for too many.
    """
    words = {str(getattr(upload, "pk", upload)): alt for upload, alt in pictures}
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
