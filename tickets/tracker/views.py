"""Public pages of customer service: what to expect, and how a request goes, without signing in (L-03, L-11)."""

from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tickets.desk.models import Ticket
from tickets.tracker.forms import TrackForm

PAGE = "tickets/tracker/tracker.html"


@login_not_required
def tracker(request):
    """State, next step and date of a request; never its words, names or files. One neutral answer for every wrong
    pair, and few tries a network and reference."""
    if request.method != "POST":
        return render(request, PAGE, {"form": TrackForm(initial={"key": request.GET.get("key", "")[:40]})})
    form = TrackForm(request.POST)
    if not form.is_valid():
        return render(request, PAGE, {"form": form}, status=422)
    if not ratelimit.consume(request, action="track", key=form.cleaned_data["key"]):
        return render(request, PAGE, {"form": form, "too_many": True}, status=429)
    found = Ticket.objects.tracked(**form.cleaned_data)
    return render(request, PAGE, {"form": form, "found": found, "asked": True}, status=200 if found else 404)


@login_not_required
@require_safe
def customer_service(request):
    return render(request, "tickets/tracker/customer_service.html", {"form": TrackForm()})
