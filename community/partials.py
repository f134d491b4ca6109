"""Answers to acts: a piece of the page for htmx, a redirect for plain forms, data for what a device kept until now."""

from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString

from accounts import going_on


def answer(request: HttpRequest, html: SafeString | str, *, otherwise: str = "/") -> HttpResponse:
    """The piece itself for htmx; else back to the page that the act came from."""
    return HttpResponse(html) if request.htmx else back(request, otherwise)


def back(request: HttpRequest, otherwise: str = "/") -> HttpResponse:
    """To the page named by `next`, if that is one of ours (row 27)."""
    return redirect(going_on.after(request, otherwise))


def declined(request: HttpRequest, words: str, *, otherwise: str = "/") -> HttpResponse:
    """What was asked cannot be, in words: above the page that stays for htmx, else on the page the act came from."""
    if request.htmx:
        return HttpResponse(status=422, headers={"X-Message": quote(words)})
    messages.error(request, words)
    return back(request, otherwise)


def wants_data(request: HttpRequest) -> bool:
    """No page is looking on: the chat's own lines, and what was written without a line and is sent now."""
    return not request.accepts("text/html")


def made(request: HttpRequest, thing, words: str, *, draft: str = "") -> HttpResponse:
    """Leads to what was made, under the words; `draft` is done with. As data: where it is."""
    if wants_data(request):
        return JsonResponse({"url": thing.get_absolute_url()}, status=201)
    messages.success(request, words, extra_tags=draft)
    return redirect(thing)


def refused(request: HttpRequest, form) -> JsonResponse | None:
    """What is wrong with it, as data; None for a browser that gets the form again. Too fast is for later (429)."""
    if not (form.is_bound and wants_data(request)):
        return None
    is_pace = any(error.code == "pace" for errors in form.errors.as_data().values() for error in errors)
    # Sent once more with what the guard has seen in it, it is published (L-27).
    known = {"error": first_error(form), "aware": getattr(form, "fingerprint", "")}
    if getattr(form, "made_at", None) is not None:
        known["submission"] = form["submission"].value()  # under which it goes out by itself
    return JsonResponse(known, status=429 if is_pace else 422)


def first_error(form) -> str:
    return next(iter(error for errors in form.errors.values() for error in errors), "")
