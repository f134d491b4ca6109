"""The picture at the head of a group, with what it shows; whoever may know of the group may look at it."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.media.models import Upload
from community.transactions import all_or_nothing


class Covered(models.Model):
    class Meta:
        abstract = True

    @all_or_nothing
    def show_cover(self, upload: Upload | None, alt: str = "", *, by) -> None:
        """Hangs this picture of one's own above the group, or none; what hung there goes.

        Raises ValidationError for somebody else's picture (row 15), and for one without words.
        """
        mine = Upload.objects.attachable_by(by).pictures().filter(pk=upload and upload.pk)
        if upload is not None and upload.pk != self.cover_id and not mine.exists():
            raise ValidationError({"picture": _("Choose a picture of your own.")})
        if upload is not None and not alt:
            raise ValidationError({"alt": _("Say what the picture shows, for those who cannot see it.")})
        before = self.cover
        self.cover, self.cover_alt, self.version = upload, alt if upload else "", F("version") + 1
        self.save(update_fields=["cover", "cover_alt", "version"])
        self.refresh_from_db(fields=["version"])
        if before is not None and before != upload:
            before.remove()
