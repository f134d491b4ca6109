"""The legal pages: public, in the reader's language, with their earlier versions."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.legal import pages


@login_not_required
@require_safe
def page(request: HttpRequest, page: str) -> HttpResponse:
    shown = pages.shown(page, get_language() or "", request.GET.get("version", ""))
    if shown is None:
        raise Http404
    return render(request, "accounts/legal/page.html", shown)
