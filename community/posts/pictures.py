"""Pictures of a post: uploads of its author, each with a word on what it shows."""

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
    """For `Post.objects.annotate`: key, words and size of each picture, so that drawing cards asks once."""
    mine = PostPicture.objects.filter(post=OuterRef("pk"))
    return ArraySubquery(mine.values(row=JSONArray("upload_id", "alt", "upload__width", "upload__height")))


def own(pictures: Iterable[tuple[object, str]], member) -> list[tuple[Upload, str]]:
    """The (upload, words) pairs with the uploads read anew; an upload may be given by its key.

    Raises ValidationError for somebody else's, for what is gone (row 15), and for too many.
    """
    words = {str(getattr(upload, "pk", upload)): alt for upload, alt in pictures}
    if len(words) > MOST:
        raise ValidationError(
            ngettext_lazy("One picture at most.", "%(most)d pictures at most.", MOST),
            "many",
            {"most": MOST},
        )
    found = {str(upload.pk): upload for upload in uploads_of(member, words)}
    if len(found) < len(words):
        raise ValidationError(_("One of the pictures is not there any more. Choose it again."), "picture")
    return [(found[key], tidy_words(alt)) for key, alt in words.items()]


def uploads_of(member, keys):
    """The member's own pictures among the keys; keys that are none are left out."""
    field, sound = Upload._meta.pk, []
    for key in keys:
        try:
            sound.append(field.to_python(key))
        except ValidationError:
            continue
    return Upload.objects.attachable_by(member).pictures().filter(pk__in=sound)


def tidy_words(alt: str) -> str:
    return " ".join(alt.split())[:200]
