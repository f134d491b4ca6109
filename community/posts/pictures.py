"""What hangs below the text of a post: pictures and files."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef
from django.db.models.functions import JSONArray

from community.writing.pictures import Picture

COLUMNS = ("id", "width", "height", "name", "size")  # of its upload, as the drawing needs them


class PostPicture(Picture):
    post = models.ForeignKey("community.Post", models.CASCADE, related_name="pictures")

    below = "post"

    class Meta(Picture.Meta):
        constraints = [models.UniqueConstraint(fields=["post", "upload"], name="picture_once_in_a_post")]


def pictures_shown() -> ArraySubquery:
    """For `Post.objects.annotate`: of each its columns and words, so that drawing cards asks once."""
    mine = PostPicture.objects.filter(post=OuterRef("pk"))
    return ArraySubquery(mine.values(row=JSONArray(*(f"upload__{name}" for name in COLUMNS), "alt")))
