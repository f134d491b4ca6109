"""The brand's public faces: its stylesheet, its logo, and the switch between light and dark."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from accounts import going_on
from accounts.brand import colours
from accounts.brand.models import Brand
from accounts.brand.themes import THEMES, remember

FOREVER = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=60"


@login_not_required
@require_safe
def stylesheet(request: HttpRequest) -> HttpResponse:
    brand = Brand.current()
    response = HttpResponse(colours.stylesheet(brand.colour), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = FOREVER if request.GET.get("v") == brand.style_version else BRIEFLY
    return response


@login_not_required
@require_safe
def logo(request: HttpRequest) -> HttpResponse:
    brand = Brand.current()
    if not brand.logo:
        raise Http404
    response = HttpResponse(bytes(brand.logo), content_type="image/png")
    response["Cache-Control"] = FOREVER if request.GET.get("v") == brand.logo_version else BRIEFLY
    return response


@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    response = redirect(going_on.after(request))
    if (chosen := request.POST.get("theme")) in THEMES:
        remember(response, chosen, secure=request.is_secure())
    return response
