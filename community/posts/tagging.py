"""Tags: words under which posts are found together. Their author spells them; they are the same without accents.

There is no list of tags apart from the posts: what nobody may read has no tag, and nothing tells that there was one.
"""

import re
import unicodedata
from collections.abc import Iterable

from django.contrib.postgres.expressions import ArraySubquery
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef
from django.db.models.functions import JSONArray
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.rendering.folding import fold
from community.rendering.markdown import tidy
from community.transactions import all_or_nothing
from community.writing.written import require

MOST = 5  # tags of a post
LONGEST = 30  # letters of one
TYPED = 400  # characters of the field
PIECE = re.compile(r"#([^\s,;#]+)|([^,;#\n]+)")
WORD = re.compile(r"[^\W_]+")


def tags_in(text: str) -> list[str]:
    """The tags that somebody typed, "#pool, water polo", each once, in lower case, with hyphens for blanks.

    Raises ValidationError for too many of them, and for one that is too long.
    """
    names = [spelt(marked or bare) for marked, bare in PIECE.findall(tidy(text))]
    found = list({key_of(name): name for name in reversed(names) if name}.values())[::-1]
    if len(found) > MOST:
        words = ngettext("One tag at most.", "%(most)d tags at most.", MOST)
        raise ValidationError({"tags": words % {"most": MOST}})
    for name in found:
        if len(name) > LONGEST:
            words = _("“%(tag)s” is too long for a tag. %(limit)d letters are the limit.")
            raise ValidationError({"tags": words % {"tag": f"{name[:LONGEST]}…", "limit": LONGEST}})
    return found


def spelt(words: str) -> str:
    return "-".join(WORD.findall(unicodedata.normalize("NFKC", words).lower()))


def key_of(name: str) -> str:
    """By what it is found, and stands in its address."""
    return fold(spelt(name))[: 3 * LONGEST]


def named(tags: Iterable["str | PostTag"]) -> str:
    """As they stand in the field."""
    return ", ".join(map(str, tags))


class PostTagQuerySet(models.QuerySet):
    def hang(self, post, names: Iterable[str]) -> None:
        self.bulk_create(self.model(post=post, key=key_of(name), name=name) for name in names)


class PostTag(models.Model):
    post = models.ForeignKey("community.Post", models.CASCADE, related_name="tags", db_index=False)
    key = models.CharField(max_length=3 * LONGEST)
    name = models.CharField(max_length=LONGEST)

    objects = PostTagQuerySet.as_manager()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["post", "key"], name="tag_once_a_post")]
        indexes = [models.Index(fields=["key", "-post"], name="post_by_tag")]

    def __str__(self) -> str:
        return self.name


def tags_shown() -> ArraySubquery:
    """For `Post.objects.annotate`: key and name of each, so that drawing cards asks once."""
    return ArraySubquery(PostTag.objects.filter(post=OuterRef("pk")).values(row=JSONArray("key", "name")))


class Tagging(models.QuerySet):
    """Verbs of the posts' queryset."""

    def tagged(self, key: str):
        return self.filter(tags__key=key)

    @all_or_nothing
    def rename_tag(self, key: str, *, to: str, by) -> str:
        """Another word for a tag, on all posts that the moderator may read; with one that is there already it becomes
        one. Returns the key by which it is found from now on.

        Raises PermissionDenied for whoever does not keep order in the house, and ValidationError for what is no tag.
        """
        require(by.is_moderator, _("Only a moderator can rename a tag."))
        name = one_tag(to)
        found = self.visible_to(by).tagged(key).order_by("pk").select_for_update(of=["self"])  # type: ignore[attr-defined]
        posts = list(found.values_list("pk", flat=True))
        new, tags = key_of(name), PostTag.objects.filter(post__in=posts)
        has_both = PostTag.objects.filter(post=OuterRef("post"), key=new)
        tags.filter(key=key).exclude(key=new).filter(Exists(has_both)).delete()
        tags.filter(key__in=[key, new]).update(key=new, name=name)
        self.model.objects.filter(pk__in=posts).update(version=F("version") + 1)
        return new


def one_tag(text: str) -> str:
    """Raises ValidationError for anything but one tag."""
    names = tags_in(text)
    if len(names) != 1:
        raise ValidationError({"tags": _("Write one tag.")})
    return names[0]
