"""The doors of the app: its manifest and icon, its worker, the page of what a device keeps, and whose line it is.

All of them are public: a device asks for them before anybody has signed in, and after they have signed out.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import etag, require_safe

from accounts.brand.models import Brand
from accounts.brand.views import BRIEFLY, FOREVER
from accounts.pocket import icons, worker
from accounts.pocket.manifest import manifest as manifest_of


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    answer = JsonResponse(manifest_of(Brand.current()), content_type="application/manifest+json")
    answer["Cache-Control"] = BRIEFLY
    patch_vary_headers(answer, ["Accept-Language", "Cookie"])
    return answer


@login_not_required
@require_safe
def icon(request: HttpRequest) -> HttpResponse:
    brand, size = Brand.current(), request.GET.get("size", str(max(icons.SIZES)))
    if size not in map(str, icons.SIZES):
        raise Http404
    answer = HttpResponse(icons.icon(brand, int(size)), content_type="image/png")
    answer["Cache-Control"] = FOREVER if request.GET.get("v") == brand.version else BRIEFLY
    return answer


@login_not_required
@require_safe
@etag(lambda request: f'"{worker.version(Brand.current())}"')
def service_worker(request: HttpRequest) -> HttpResponse:
    """Asked again at every visit, so that nobody is kept on an old one. It speaks for the whole site: it stands at
    the root."""
    answer = HttpResponse(worker.text(Brand.current()), content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


@login_not_required
@require_safe
def device(request: HttpRequest) -> HttpResponse:
    """What is kept on this device, what waits for the line, and how to install: filled in by the device itself, which
    shows it in place of every page that it cannot get."""
    wanted = request.GET.get("language", "")
    if not request.user.is_authenticated and translation.check_for_language(wanted):
        translation.activate(wanted)
    return render(request, "accounts/pocket/device.html")


@login_not_required
@require_safe
def line(request: HttpRequest) -> HttpResponse:
    """Who is signed in on this device now, and the token with which it may send what it kept for them."""
    member = request.user
    answer = JsonResponse(
        {"member": member.pk if member.is_authenticated else 0, "token": get_token(request)}
    )
    answer["Cache-Control"] = "private, no-store"
    return answer
