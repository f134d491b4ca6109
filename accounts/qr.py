"""QR codes: an address drawn as a picture that a telephone reads."""

import base64
import io

import qrcode
import qrcode.image.svg


def drawing_of(address: str) -> str:
    """An SVG drawing of the code."""
    drawing = io.BytesIO()
    qrcode.make(address, image_factory=qrcode.image.svg.SvgPathImage, border=1).save(drawing)
    return drawing.getvalue().decode()


def picture_of(address: str) -> str:
    """The same as the source of an <img>."""
    return "data:image/svg+xml;base64," + base64.b64encode(drawing_of(address).encode()).decode()
