"""Setting the house up, a page a step; for managers alone. Every page can be left, come back to, and sent twice."""

from functools import wraps

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.brand.models import Brand
from accounts.brand.views import FOREVER
from config.first_day import inviting, looks, testing
from config.first_day.models import Key, SetupStep
from config.first_day.pages import form_of, page_of
from config.first_day.progress import Progress

FOLDER = "config/first_day"


def for_managers(view):
    @wraps(view)
    def guarded(request, *args, **kwargs):
        if not request.user.is_manager:
            raise PermissionDenied(_("Only managers set the house up."))
        return view(request, *args, **kwargs)

    return guarded


@require_safe
@for_managers
def index(request):
    """All steps with what became of each; the place to come back to."""
    return render(request, f"{FOLDER}/index.html", {"progress": Progress()})


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers
def step(request, key):
    """Asks, and goes on to the next. `see` shows a choice without keeping it."""
    form = form_of(key, request)
    if request.method != "POST" or "see" in request.POST or not form.is_valid():
        status = 422 if form.is_bound and form.errors and "see" not in request.POST else 200
        return render(request, f"{FOLDER}/{key}.html", page_of(key, form, request), status=status)
    SetupStep.objects.answer(key, form, by=request.user)
    if form.said:
        messages.success(request, form.said)
    return redirect("first-day:step", key) if form.stays else onward(key)


@require_POST
@for_managers
def later(request, key):
    """Not now: what the house comes with holds."""
    SetupStep.objects.put_off(key, by=request.user)
    return onward(key)


@require_POST
@for_managers
def link(request):
    """The link that is passed on, and hung on the wall as a code."""
    inviting.open_link(by=request.user)
    SetupStep.objects.take(Key.INVITE, by=request.user, answers={})
    return redirect("first-day:step", Key.INVITE)


@require_safe
@for_managers
def preview(request):
    """The frames in another colour, before it is kept."""
    colour = looks.colour_or(request.GET.get("colour", ""), otherwise="")
    if not colour:
        return HttpResponseBadRequest(_("Write a colour such as #1F6F54."))
    return render(request, f"{FOLDER}/_preview.html", looks.preview_of(colour, Brand.current()))


@require_safe
@for_managers
def stylesheet(request):
    colour = looks.colour_or(request.GET.get("colour", ""), otherwise=Brand.current().colour)
    response = HttpResponse(looks.stylesheet(colour), content_type="text/css; charset=utf-8")
    response["Cache-Control"] = FOREVER.replace("public", "private")
    return response


@require_safe
@for_managers
def mail(request):
    """What became of the test mail; asked again while it is on its way. Then the whole page says so anew."""
    shown = testing.shown_to(request.user)
    response = render(request, f"{FOLDER}/_mail.html", shown)
    if testing.is_over(shown["mail"]):
        response["HX-Refresh"] = "true"
    return response


def onward(key):
    after = Progress().after(key)
    return redirect("first-day:step", after.key) if after else redirect("first-day:index")
