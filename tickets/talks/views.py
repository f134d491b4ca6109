"""Talk to a person: in opening hours in a room with the team, else by a call back with a date (L-10)."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.partials import back
from tickets.desk.states import NotPossible
from tickets.talks import hours
from tickets.talks.callbacks import CallBack
from tickets.talks.forms import AskForm, CallBackForm
from tickets.talks.models import Talk


def page(request, *, status: int = 200, **forms):
    """The entrance, with the form that came back in the place of a fresh one."""
    now, fresh = timezone.now(), {"submission": uuid.uuid4()}
    # What somebody wrote while the hours ended goes over to the other form.
    unheard = forms["form"]["text"].value() if "form" in forms and not hours.is_open(now) else ""
    known = {
        "is_open": hours.is_open(now),
        "opens_at": hours.next_opening(now),
        "zone": hours.zone(),
        "form": AskForm(initial=fresh),
        "call_form": CallBackForm(initial={**fresh, "phone": request.user.phone, "text": unheard}),
        "unheard": unheard,
    }
    return render(request, "tickets/talks/entrance.html", known | forms, status=status)


def desk(request):
    """Opens a talk, or leads to the one that goes on."""
    if request.method != "POST":
        going_on = Talk.objects.of_customer(request.user)
        return redirect(going_on.room) if going_on else page(request)
    form = AskForm(request.POST)
    if not form.is_valid():
        return page(request, status=422, form=form)
    try:
        talk = Talk.objects.ask(by=request.user, **form.cleaned_data)
        form.require_same(talk, by=request.user, at=talk.room.get_absolute_url())
    except (NotPossible, ValidationError) as refusal:
        form.add_error(None, refusal if isinstance(refusal, ValidationError) else str(refusal))
        return page(request, status=422, form=form)
    return redirect(talk.room)


@require_POST
def call_back(request):
    form = CallBackForm(request.POST)
    if not form.is_valid():
        return page(request, status=422, call_form=form)
    try:
        made = CallBack.objects.ask(by=request.user, **form.cleaned_data)
        form.require_same(made.ticket, by=request.user)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return page(request, status=422, call_form=form)
    messages.success(request, _("Noted. Somebody from the team calls you at that hour."))
    return redirect(made.ticket)


@require_safe
def state(request, pk):
    """Who is there, for the page of the room that is open."""
    talk = get_object_or_404(Talk.objects.taking_part(request.user), pk=pk)
    return render(request, "tickets/talks/_in_room.html", {"talk": talk, "room": talk.room})


@require_POST
def closing(request, pk):
    """Ends the talk, for either side of it."""
    talk = get_object_or_404(Talk.objects.taking_part(request.user), pk=pk)
    try:
        talk.close(by=request.user)
    except NotPossible as refusal:
        raise PermissionDenied(str(refusal)) from None
    messages.success(request, _("The talk is over. You can read it on, and begin another one at any time."))
    return back(request, talk.room.get_absolute_url())
