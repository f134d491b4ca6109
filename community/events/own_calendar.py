"""One's own calendar: the secret address of it, and what stands there."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.brand.models import Brand
from community.calendars.dates import ICS, calendar_of
from community.events.keys import CalendarKey


@login_not_required
@require_safe
def feed(request):
    """For calendar programs, which do not sign in: the token says who asks."""
    member = CalendarKey.objects.member_for(request.GET.get("token", "")[:64])
    if member is None:
        raise Http404
    with translation.override(member.language or Brand.current().language):
        answer = HttpResponse(calendar_of(member), content_type=ICS)
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
def settings(request):
    key = CalendarKey.objects.of(request.user)
    return render(
        request, "community/events/settings.html", {"key": key, "address": address_of(request, key)}
    )


@require_POST
def renewal(request):
    CalendarKey.objects.renew(request.user)
    messages.success(request, _("This is the address of your calendar. Any earlier one has stopped working."))
    return redirect("events:settings")


@require_POST
def removal(request):
    CalendarKey.objects.drop(request.user)
    messages.success(request, _("The address has stopped working."))
    return redirect("events:settings")


def address_of(request, key: CalendarKey | None) -> str:
    return request.build_absolute_uri(f"/events/calendar.ics?token={key.token}") if key else ""
