"""How a file is handed out: privately, as what it is, unable to run anything."""

import io
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from PIL import Image

from accounts.media import pictures
from accounts.media.models import RAW, Upload

HEADERS = {
    # Asked again each time: a right that is lost is lost at once (P3).
    "Cache-Control": "private, no-cache",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
}
GREY = (226, 226, 222)


def answer(request, upload: Upload, variant: str) -> HttpResponse:
    """The file, or 304 when the browser has it, or a grey field for a picture that is not drawn yet. Raises
    Http404 for a variant that there is not: the same page as for an upload that one may not see."""
    if upload.is_picture and not upload.is_ready and variant in pictures.VARIANTS:
        return _dressed(HttpResponse(_grey(upload), content_type="image/webp"), {"Cache-Control": "no-store"})
    if variant not in upload.variants or variant == RAW:
        raise Http404
    etag = f'"{upload.sha256[:24]}-{variant}"'
    known = get_conditional_response(request, etag=etag)
    if known is not None and known.status_code == 304:
        return _dressed(known, {"ETag": etag})
    disposition = content_disposition_header(not upload.is_picture, upload.name)
    headers = {"Content-Disposition": disposition, "ETag": etag, "Accept-Ranges": "none"}
    return _dressed(_content(upload, variant, disposition), headers)


def _content(upload: Upload, variant: str, disposition: str) -> HttpResponse:
    path, kind = upload.path(variant), upload.content_type
    if settings.MEDIA_REDIRECT:
        accelerated = {"X-Accel-Redirect": settings.MEDIA_REDIRECT + quote(path)}
        return HttpResponse(content_type=kind, headers=accelerated)
    if not isinstance(default_storage, FileSystemStorage):
        signed = {"ResponseContentDisposition": disposition, "ResponseContentType": kind}
        link = default_storage.url(path, parameters=signed)  # type: ignore[call-arg]  # a bucket's own
        return HttpResponse(status=302, headers={"Location": link})
    try:
        with default_storage.open(path) as file:
            return HttpResponse(file.read(), content_type=kind)
    except FileNotFoundError as error:
        raise Http404 from error


def _grey(upload: Upload) -> bytes:
    """Of the picture's proportions, so that the page does not jump when it is there."""
    tall = min(4 * 32, max(1, round(32 * upload.height / max(1, upload.width))))
    file = io.BytesIO()
    Image.new("RGB", (32, tall), GREY).save(file, "WEBP", quality=10, method=0)
    return file.getvalue()


def _dressed(response: HttpResponse, headers: dict[str, str]) -> HttpResponse:
    for name, value in (HEADERS | headers).items():
        response.headers[name] = value
    return response
