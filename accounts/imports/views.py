"""Bringing customers in from a list: for managers."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.imports import error_files, samples, showing
from accounts.imports.forms import ColumnsForm, FileForm, InvitationsForm, RunForm
from accounts.imports.models import Import


def imports(request: HttpRequest) -> HttpResponse:
    """Those of before, and a form for another."""
    if not request.user.is_manager:
        raise PermissionDenied
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and (made := form.receive(by=request.user)):
        return redirect("imports:import", made.pk)
    known = Import.objects.visible_to(request.user).recent()
    return render(request, "accounts/imports/list.html", {"form": form, "imports": known})


@require_safe
def sample(request: HttpRequest) -> HttpResponse:
    """A file to begin with."""
    if not request.user.is_manager:
        raise PermissionDenied
    return _file(*samples.made())


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """How an import stands, and what can be done with it now."""
    found = _found(request, pk)
    return render(request, "accounts/imports/import.html", showing.of(found, request.user))


def columns(request: HttpRequest, pk: int) -> HttpResponse:
    """What each column is for; then its rows are checked."""
    found = _found(request, pk)
    if found.state not in (Import.State.COLUMNS, Import.State.CHECKED):
        return redirect("imports:import", pk)
    form = ColumnsForm(request.POST or None, of=found)
    if request.method == "POST" and form.is_valid():
        found.match(form.chosen)
        return redirect("imports:import", pk)
    return render(
        request, "accounts/imports/import.html", showing.of(found, request.user) | {"columns": form}
    )


@require_POST
def choice(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Settles a row that may be a duplicate."""
    if not _found(request, pk).choose(number, request.POST.get("choice", "")):
        messages.error(request, _("That cannot be chosen for this row any more."))
    return redirect("imports:import", pk)


@require_POST
def run(request: HttpRequest, pk: int) -> HttpResponse:
    found = _found(request, pk)
    form = RunForm(request.POST, by=request.user)
    if form.is_valid():
        found.run(by=request.user, **form.wanted())
        return redirect("imports:import", pk)
    return render(request, "accounts/imports/import.html", showing.of(found, request.user) | {"form": form})


@require_POST
def invitations(request: HttpRequest, pk: int) -> HttpResponse:
    """Lets them go out, or holds those that have not gone."""
    found = _found(request, pk)
    form = InvitationsForm(request.POST)
    if not form.is_valid():
        return render(
            request, "accounts/imports/import.html", showing.of(found, request.user) | {"form": form}
        )
    if form.moment is None:
        found.hold_invitations()
        messages.success(request, _("No further invitation goes out."))
    else:
        found.invite(at=form.moment, an_hour=form.cleaned_data["an_hour"])
        messages.success(request, _("The invitations are on their way."))
    return redirect("imports:import", pk)


@require_POST
def undoing(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        _found(request, pk).undo(by=request.user)
    except ValidationError as error:
        messages.error(request, error.messages[0])
    return redirect("imports:import", pk)


@require_POST
def removal(request: HttpRequest, pk: int) -> HttpResponse:
    """Forgets a file that was never entered."""
    if not _found(request, pk).throw_away():
        return redirect("imports:import", pk)
    messages.success(request, _("The list is forgotten; nobody was entered."))
    return redirect("imports:list")


@require_safe
def errors(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows that could not be entered, each with its reason."""
    return _file(*error_files.of_errors(_found(request, pk)))


@require_safe
def returned(request: HttpRequest, pk: int) -> HttpResponse:
    """The rows whose invitation came back, each with its reason."""
    return _file(*error_files.of_returned(_found(request, pk)))


def _found(request: HttpRequest, pk: int) -> Import:
    return get_object_or_404(Import.objects.visible_to(request.user), pk=pk)


def _file(name: str, content_type: str, content: bytes) -> HttpResponse:
    answer = HttpResponse(content, content_type=content_type)
    answer["Content-Disposition"] = content_disposition_header(True, name)
    return answer
