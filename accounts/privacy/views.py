"""My data: what the house holds about me, to look at, to take along, and to leave behind."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.privacy import overview
from accounts.privacy.departures import Departure
from accounts.privacy.exports import Export
from accounts.privacy.forms import DepartureForm
from accounts.privacy.retention import Period


@require_safe
def my_data(request: HttpRequest) -> HttpResponseBase:
    return render(request, "accounts/privacy/my_data.html", overview.of(request.user))


@require_POST
@reauthentication_required
def export(request: HttpRequest) -> HttpResponseBase:
    Export.objects.ask(by=request.user)
    messages.success(request, _("We are packing it. A mail tells you when it is ready."))
    return redirect("privacy:my-data")


@require_safe
@never_cache
def download(request: HttpRequest, pk) -> HttpResponseBase:
    return handed_out(request, get_object_or_404(Export.objects.takeable_by(request.user), pk=pk))


@reauthentication_required
def handed_out(request: HttpRequest, ready: Export) -> HttpResponseBase:
    try:
        return FileResponse(ready.open(), as_attachment=True, filename=overview.file_name(ready))
    except FileNotFoundError as error:
        raise Http404 from error


@reauthentication_required
def departure(request: HttpRequest) -> HttpResponseBase:
    """Shows what goes and what stays; then goes."""
    form = DepartureForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            Departure.objects.begin(request.user, words=form.cleaned_data["words"])
        except ValidationError as error:
            form.add_error(None, error)
        else:
            logout(request)
            return redirect("privacy:farewell")
    context = overview.of(request.user) | {"form": form, "gone_days": Period.objects.days()["gone"]}
    return render(request, "accounts/privacy/departure.html", context)


@login_not_required
@require_safe
def farewell(request: HttpRequest) -> HttpResponseBase:
    return render(request, "accounts/privacy/farewell.html")
