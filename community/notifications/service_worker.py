"""The service worker, served from the root so that it may speak for the whole site."""

from functools import cache

from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

FILE = "js/sw.js"


@login_not_required
@require_safe
def service_worker(request):
    """Asked again at every visit, so that nobody is kept on an old one."""
    answer = HttpResponse(source(), content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@cache
def source() -> bytes:
    found = finders.find(FILE)
    if not found:
        raise Http404
    with open(str(found), "rb") as file:
        return file.read()
