"""What hangs below the text of a post: pictures, each with a word on what it shows, and files to take along."""

from collections.abc import Iterable

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


class PostPictureQuerySet(models.QuerySet):
    def of(self, post):
        return self.filter(post=post).select_related("upload")


class PostPicture(models.Model):
    post = models.ForeignKey("community.Post", models.CASCADE, related_name="pictures")
    upload = models.ForeignKey("accounts.Upload", models.PROTECT, related_name="+")
    alt = models.CharField(_("what it shows"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    objects = PostPictureQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["post", "upload"], name="picture_once_in_a_post")]


def pictures_shown() -> ArraySubquery:
    """For `Post.objects.annotate`: of each its columns and words, so that drawing cards asks once."""
    mine = PostPicture.objects.filter(post=OuterRef("pk"))
    return ArraySubquery(mine.values(row=JSONArray(*(f"upload__{name}" for name in COLUMNS), "alt")))


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
