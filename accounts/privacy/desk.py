"""The managers' privacy desk: requests about data with their dates, breaches, the record of processing."""

from datetime import datetime, timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.privacy import data_requests, processing
from accounts.privacy.breaches import Breach
from accounts.privacy.data_requests import WITHIN, DataRequest
from accounts.privacy.departures import Departure
from accounts.privacy.desk_forms import AnswerForm, BreachForm, ExtensionForm, RequestForm
from accounts.privacy.exports import Export
from accounts.privacy.month import months_later

FOLDER = "accounts/privacy/desk"
SHOWN = 100  # answered ones; the others are past looking at
LATELY = timedelta(days=31)


def index(request: HttpRequest) -> HttpResponse:
    """All of them with their dates, and a form for one that came in another way."""
    require_manager(request)
    form = RequestForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return redirect(DataRequest.objects.enter(by=request.user, **form.cleaned_data))
    return shown(request, "requests", form=form, **everything(request.user, timezone.now()))


@require_safe
def one(request: HttpRequest, pk: int) -> HttpResponse:
    return page(request, found(request, pk))


@require_POST
def extension(request: HttpRequest, pk: int) -> HttpResponse:
    asked, form = found(request, pk), ExtensionForm(request.POST)
    if not form.is_valid():
        return page(request, asked, extension=form)
    try:
        asked.extend(by=request.user, reason=form.cleaned_data["reason"])
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return page(request, asked, extension=form)
    messages.success(
        request, _("Put off, and on record.") if not asked.email else _("Put off. They are told why by mail.")
    )
    return redirect(asked)


@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    asked, form = found(request, pk), AnswerForm(request.POST)
    if not form.is_valid():
        return page(request, asked, answer=form)
    asked.close(by=request.user, answer=form.cleaned_data["answer"])
    messages.success(request, _("Noted as answered."))
    return redirect("privacy:desk")


def breaches(request: HttpRequest) -> HttpResponse:
    """The register, and a form for another."""
    require_manager(request)
    form = BreachForm(request.POST or None, initial={"known_at": timezone.now()})
    if request.method == "POST" and form.is_valid():
        return redirect(Breach.objects.enter(by=request.user, **form.cleaned_data))
    return shown(request, "breaches", form=form, breaches=Breach.objects.visible_to(request.user)[:SHOWN])


def breach(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them, to be completed as more is known."""
    kept = on_record(request, pk)
    form = BreachForm(request.POST or None, instance=on_record(request, pk))
    if request.method == "POST" and form.is_valid():
        kept.note(**form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect(kept)
    return shown(request, "breach", form=form, breach=kept)


@require_safe
def record(request: HttpRequest) -> HttpResponse:
    require_manager(request)
    return shown(request, "processing", parts=processing.parts())


@require_safe
def record_file(request: HttpRequest) -> HttpResponse:
    require_manager(request)
    answer = HttpResponse("\ufeff" + processing.as_csv(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = content_disposition_header(True, processing.file_name())
    return answer


# Steps


def require_manager(request: HttpRequest) -> None:
    if not request.user.is_manager:
        raise PermissionDenied(_("This page is for managers."))


def found(request: HttpRequest, pk: int) -> DataRequest:
    return get_object_or_404(DataRequest.objects.visible_to(request.user), pk=pk)


def on_record(request: HttpRequest, pk: int) -> Breach:
    return get_object_or_404(Breach.objects.visible_to(request.user), pk=pk)


def everything(member, as_of: datetime) -> dict:
    """What came by itself is done by the worker within minutes; it stands here because its month runs, too."""
    running = Breach.objects.visible_to(member).running().count()
    exports = Export.objects.select_related("member").order_by("-asked_at")[:SHOWN]
    left = Departure.objects.filter(asked_at__gt=as_of - LATELY).order_by("-asked_at")[:SHOWN]
    by_themselves = [(False, export.asked_at, export.ready_at, export.member) for export in exports]
    by_themselves += [(True, departure.asked_at, departure.erased_at, None) for departure in left]
    return {
        "requests": DataRequest.objects.visible_to(member).by_date()[:SHOWN],
        "by_themselves": [
            {
                "leaves": leaves,
                "at": at,
                "due": months_later(data_requests.today(at), WITHIN),
                "done": done,
                "who": who,
            }
            for leaves, at, done, who in sorted(by_themselves, key=lambda line: line[1], reverse=True)
        ],
        "running": running,
    }


def page(request: HttpRequest, asked: DataRequest, **forms) -> HttpResponse:
    known = {"asked": asked, "extension": ExtensionForm(), "answer": AnswerForm()} | forms
    return shown(request, "request", **known)


def shown(request: HttpRequest, name: str, **known) -> HttpResponse:
    bound = any(getattr(value, "is_bound", False) for value in known.values())
    return render(request, f"{FOLDER}/{name}.html", known | {"tab": name}, status=422 if bound else 200)
