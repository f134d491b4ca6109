"""Trait of what may show pictures and files below its words: posts, comments and messages."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.media.models import Upload
from community.transactions import all_or_nothing
from community.trust import levels
from community.writing.pictures import own
from community.writing.signals import rewritten
from community.writing.written import Written, require


class Pictured(Written):
    """Its model of pictures names it (`Picture.below`) and is found as `pictures`."""

    class Meta(Written.Meta):
        abstract = True

    # Verbs

    @all_or_nothing
    def edit(self, *, by, body: str, pictures=None, as_of: datetime | None = None, **more) -> bool:
        """Writes the text anew, and shows these (upload, words) pairs instead, or what it shows when they are None;
        False when nothing is different."""
        has_other_pictures = False
        if pictures is not None:
            levels.require(by, "pictures", len(pictures))
            has_other_pictures = self.replace_pictures(own(pictures, by, documents=True), by)
        has_other_words = super().edit(by=by, body=body, as_of=as_of, **more)
        if has_other_pictures and not has_other_words:
            self.change(edited_at=as_of or timezone.now())
            rewritten.send(sender=type(self), written=self, as_of=self.edited_at)
        return has_other_words or has_other_pictures

    def replace_pictures(self, shown: list[tuple[Upload, str]], by) -> bool:
        """Hangs these below the text instead of what hung there; False when it is the same."""
        self.lock()
        require(self.editable_by(by), _("Only its author can change this."))
        before = [(picture.upload, picture.alt) for picture in self.pictures.select_related("upload")]
        if before == shown:
            return False
        self.pictures.all().delete()
        self.show_pictures(shown)
        for upload, _alt in before:
            upload.remove()
        return True

    def show_pictures(self, shown: Iterable[tuple[Upload, str]]) -> None:
        """Hangs the (upload, words) pairs below the text, in this order."""
        picture = self.pictures.model
        picture.objects.bulk_create(
            picture(**{picture.below: self}, upload=upload, alt=alt, position=position)
            for position, (upload, alt) in enumerate(shown)
        )

    # Steps

    def may_be_wordless(self) -> bool:
        return self.pictures.exists()

    def blank(self, **columns) -> None:
        """Its files go with its words, as far as nothing else shows them."""
        uploads = [picture.upload for picture in self.pictures.select_related("upload")]
        self.pictures.all().delete()
        super().blank(**columns)
        for upload in uploads:
            upload.remove()
