"""What comes with a letter: its files as uploads of whoever wrote it, by the same checks as on a page."""

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction

from accounts.mail.incoming.letters import Enclosed, Letter
from accounts.media.models import Upload


def kept(letter: Letter, owner, *, most: int, documents: bool) -> tuple[list[Upload], list[str]]:
    """The uploads, pictures alone without `documents`; and the names of the files that could not be taken."""
    uploads, left_out = [], []
    for file in letter.files:
        upload = _accepted(file, owner, documents) if len(uploads) < most else None
        if upload is None:
            left_out.append(file.name)
        else:
            uploads.append(upload)
    return uploads, left_out


def _accepted(file: Enclosed, owner, documents: bool) -> Upload | None:
    content = ContentFile(file.content, name=file.name or "file")
    try:
        with transaction.atomic():
            return Upload.objects.accept(owner=owner, file=content, documents=documents)
    except (ValidationError, OSError, ValueError):
        return None
