"""Pictures: measured without decoding them, then drawn anew in three sizes, without what they said about
their owner.

A small file can hold an enormous picture (row 44). So the size is read from the header and refused before
anything is decoded, only the first frame counts, and a photo from a phone is decoded at a fraction of its
size.
"""

import io
import struct
from contextlib import suppress
from typing import IO

from django.core.files import File
from PIL import Image, ImageCms

WIDTHS = (1600, 800, 320)
VARIANTS = tuple(str(width) for width in WIDTHS)
TALLEST = 4  # times the width
QUALITY = 82

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
BEGINNINGS = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
# Decoded whole, a picture takes four bytes a pixel; a plain JPEG is decoded at a half, a quarter or an
# eighth.
MOST_PIXELS = 24_000_000
MOST_PIXELS_OF_PLAIN_JPEG = 64_000_000
ORIENTATION = 0x0112
UPRIGHT = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
LYING = (5, 6, 7, 8)  # orientations that swap width and height


class Unreadable(Exception):
    pass


class TooManyPixels(Exception):
    pass


def looks_like_one(head: bytes) -> bool:
    return head.startswith(BEGINNINGS) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP")


def measured(file: IO[bytes] | File, head: bytes) -> tuple[int, int]:
    """Width and height as it is shown. Raises TooManyPixels or Unreadable."""
    if (
        head[8:12] == b"WEBP" and _canvas(head) > MOST_PIXELS
    ):  # the library makes room as soon as it opens one
        raise TooManyPixels
    try:
        file.seek(0)
        with Image.open(file, formats=FORMATS) as picture:
            width, height = picture.size
            _be_small_enough(picture)
            orientation = Image.Image.getexif(picture).get(ORIENTATION)
            picture.verify()
    except (TooManyPixels, Image.DecompressionBombError) as error:
        raise TooManyPixels from error
    except Exception as error:  # a parser of hostile input may fail in any way
        raise Unreadable from error
    return (height, width) if orientation in LYING else (width, height)


def sizes(file: IO[bytes] | File) -> dict[str, tuple[bytes, tuple[int, int]]]:
    """For each variant its WebP and its width and height. Raises Unreadable."""
    try:
        with Image.open(file, formats=FORMATS) as picture:
            _be_small_enough(picture)
            drawn = _drawn(picture)
        return {str(width): _encoded(drawn, width) for width in WIDTHS}
    except MemoryError:
        raise
    except Exception as error:
        raise Unreadable from error


def _be_small_enough(picture: Image.Image) -> None:
    plain = picture.format in ("JPEG", "MPO") and not picture.info.get("progressive")
    if picture.width * picture.height > (MOST_PIXELS_OF_PLAIN_JPEG if plain else MOST_PIXELS):
        raise TooManyPixels


def _canvas(head: bytes) -> int:
    """Pixels that a WebP announces."""
    kind, data = head[12:16], head[20:]
    if kind == b"VP8X":
        width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (4, 7))
    elif kind == b"VP8L":
        bits = int.from_bytes(data[1:5], "little")
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    elif kind == b"VP8 " and len(data) >= 10:
        width, height = (side & 0x3FFF for side in struct.unpack("<HH", data[6:10]))
    else:
        return 0
    return width * height


def _drawn(picture: Image.Image) -> Image.Image:
    """The first frame, upright, at most as large as the largest variant, in sRGB, with nothing beside its
    pixels."""
    widest = WIDTHS[0]
    picture.draft("RGB", (widest, widest))
    orientation = Image.Image.getexif(picture).get(ORIENTATION)
    profile = picture.info.get("icc_profile")
    drawn = _plain(picture)
    box = (widest, widest * TALLEST)
    drawn.thumbnail(box[::-1] if orientation in LYING else box, Image.Resampling.LANCZOS)
    if turn := UPRIGHT.get(orientation):
        drawn = drawn.transpose(turn)
    drawn = _in_srgb(drawn, profile)
    drawn.info = {}
    return drawn


def _plain(picture: Image.Image) -> Image.Image:
    """In RGB, or RGBA where something is transparent."""
    if picture.mode.startswith(("I", "F")):  # sixteen bits a pixel
        return picture.point(lambda value: value * (1 / 256) + 0).convert("L").convert("RGB")
    if picture.mode in ("LA", "PA", "RGBA", "La", "RGBa") or "transparency" in picture.info:
        return picture.convert("RGBA")
    picture.load()
    return picture if picture.mode == "RGB" else picture.convert("RGB")


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    """Phones photograph in wider colours: without this they would look dull."""
    if profile:
        with suppress(ImageCms.PyCMSError, OSError, ValueError, TypeError):
            own, srgb = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
            return ImageCms.profileToProfile(picture, own, srgb) or picture
    return picture


def _encoded(drawn: Image.Image, width: int) -> tuple[bytes, tuple[int, int]]:
    smaller = drawn.copy()
    smaller.thumbnail((width, width * TALLEST), Image.Resampling.LANCZOS)
    file = io.BytesIO()
    smaller.save(file, "WEBP", quality=QUALITY, method=4)
    return file.getvalue(), smaller.size
