"""Logos: whatever picture was sent, made again as a small PNG with nothing else in it."""

import io

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

LARGEST_FILE = 5 * 1024 * 1024  # bytes
LARGEST_SIDE = 4096  # pixels, read from the header before anything is unpacked
KEPT = (512, 256)  # width and height at most
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")


def small_png(data: bytes) -> bytes:
    """The picture as a PNG of at most 512 by 256; raises ValidationError for anything else or anything huge."""
    if len(data) > LARGEST_FILE:
        raise ValidationError(_("The picture is larger than 5 MB."))
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as picture:
            if max(picture.size) > LARGEST_SIDE:
                raise ValidationError(_("The picture has more than 4096 pixels on a side."))
            return shrunk(picture)
    except ValidationError:
        raise
    except Exception as error:  # Pillow raises many kinds on broken files
        raise ValidationError(_("This is not a picture that we can read. Use PNG, JPEG or WebP.")) from error


def shrunk(picture: Image.Image) -> bytes:
    plain = ImageOps.exif_transpose(picture).convert("RGBA")
    plain.thumbnail(KEPT)
    out = io.BytesIO()
    Image.frombytes("RGBA", plain.size, plain.tobytes()).save(out, "PNG", optimize=True)
    return out.getvalue()
