"""Small pictures for the tests."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from accounts.media.models import Upload


def file(name: str = "court.png", colour: str = "green", size=(40, 30)) -> SimpleUploadedFile:
    content = io.BytesIO()
    Image.new("RGB", size, colour).save(content, "PNG")
    return SimpleUploadedFile(name, content.getvalue(), "image/png")


def picture(owner, **fields) -> Upload:
    return Upload.objects.accept(owner=owner, file=file(**fields))
