"""Pages of events: the list, the month, one date, its answers, and what its organisers do."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community import keyset
from community.events.calendars import calendar_with
from community.events.forms import ChangeForm
from community.events.models import Event
from community.events.pages import index_of, month_of, page_of
from community.events.showing import event_for
from community.gatherings.forms import CancelForm
from community.groups.models import Group
from community.groups.pages import page_of as group_page_of
from community.partials import answer
from community.writing.rights import may_post

ICS = "text/calendar; charset=utf-8"


def seen(request, pk) -> Event:
    """The event, if the member may see its post."""
    return Event.objects.read_by(request.user, pk)


def organised(request, pk) -> Event:
    event = seen(request, pk)
    if not event.organised_by(request.user):
        raise PermissionDenied(_("Only its organisers can do this."))
    return event


@require_safe
def index(request):
    if "month" in request.GET:
        return render(request, "community/events/month.html", month_of(request.user, request.GET["month"]))
    return render(request, "community/events/list.html", index_of(request.user, request.GET))


@require_safe
def of_group(request, slug):
    group = Group.objects.read_by(request.user, slug)
    page = group_page_of(group, request.user) | index_of(request.user, request.GET, group)
    page["may_write"] = may_post(group, request.user)
    return render(request, "community/events/of_group.html", page)


@require_safe
def detail(request, pk):
    return render(request, "community/events/detail.html", page_of(seen(request, pk), request.user))


@require_safe
def live(request, pk):
    """What changes while one looks at it."""
    return render(request, "community/events/_live.html", page_of(seen(request, pk), request.user))


@require_POST
def rsvp(request, pk):
    event = seen(request, pk)
    guests = keyset.number(request.POST.get(f"guests-{pk}")) or 0
    try:
        event.rsvp(by=request.user, answer=request.POST.get("answer", ""), guests=guests)
    except ValidationError as refusal:
        return refused(request, event, " ".join(refusal.messages))
    return answer(request, event_for(request.user, seen(request, pk)), otherwise=event.get_absolute_url())


def refused(request, event: Event, error: str) -> HttpResponse:
    """What was wrong, beside the answers."""
    if request.htmx:
        return HttpResponse(event_for(request.user, event, error))
    return render(request, "community/events/detail.html", page_of(event, request.user, error), status=422)


def edit(request, pk):
    event = organised(request, pk)
    form = ChangeForm(request.POST or None, event=event, member=request.user)
    if form.is_valid() and form.send():
        messages.success(request, _("Changed. Whoever answered hears of it."))
        return redirect(event)
    known = {"form": form, "event": event}
    return render(request, "community/events/edit.html", known, status=422 if form.is_bound else 200)


def cancellation(request, pk):
    event = organised(request, pk)
    form = CancelForm(request.POST if request.method == "POST" else None, thing=event, member=request.user)
    if form.is_valid() and form.send():
        messages.success(request, _("Called off. Whoever answered hears of it."))
        return redirect(event)
    known = {"form": form, "thing": event}
    return render(request, "community/events/cancellation.html", known, status=422 if form.is_bound else 200)


@require_safe
def check_in(request, pk):
    event = organised(request, pk)
    known = {
        "event": event,
        "answers": event.answers.seated().by_name(),
        "waiting": event.answers.in_line().by_name(),
    }
    return render(request, "community/events/check_in.html", known)


@require_POST
def arrival(request, pk, answer):
    event = organised(request, pk)
    event.note_arrival(get_object_or_404(event.answers.seated(), pk=answer), by=request.user)
    return redirect(f"/events/{pk}/check-in/#answer-{answer}")


@require_POST
def no_arrival(request, pk, answer):
    event = organised(request, pk)
    event.take_back_arrival(get_object_or_404(event.answers.seated(), pk=answer), by=request.user)
    return redirect(f"/events/{pk}/check-in/#answer-{answer}")


@require_safe
def one_calendar(request, pk):
    event = seen(request, pk)
    answer = HttpResponse(calendar_with(event, request.user), content_type=ICS)
    answer["Content-Disposition"] = f'attachment; filename="event-{pk}.ics"'
    return answer
