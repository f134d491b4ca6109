"""Answers to acts: a piece of the page for htmx, a redirect for plain forms."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString


def answer(request: HttpRequest, html: SafeString | str, *, otherwise: str = "/") -> HttpResponse:
    """The piece itself for htmx; else back to the page that the act came from."""
    return HttpResponse(html) if request.htmx else back(request, otherwise)


def back(request: HttpRequest, otherwise: str = "/") -> HttpResponse:
    """To the page named by `next`, if that is one of ours (row 27)."""
    wanted = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return redirect(wanted if ours and wanted.startswith("/") else otherwise)
