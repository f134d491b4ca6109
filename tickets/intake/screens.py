"""The pages of the counter: the form, and the slip with the key to read out, print or point a telephone at."""

import uuid

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import qr
from tickets.desk.models import Ticket
from tickets.intake.forms import CHANNELS, IntakeForm
from tickets.requests import receipt

FOLDER = "admin/tickets/intake"


@require_http_methods(["GET", "HEAD", "POST"])
def intake(request):
    """The form; `?q=` looks for the person first."""
    if not request.user.has_perm("tickets.change_ticket"):
        raise PermissionDenied
    words = request.GET.get("q", "")
    if request.method == "POST":
        form = IntakeForm(request.POST, by=request.user, words=words)
        if form.is_valid() and (ticket := form.send()):
            return redirect("admin:tickets_ticket_slip", pk=ticket.pk)
    else:
        fresh = {
            "submission": uuid.uuid4(),
            "language": get_language(),
            "name": "" if "@" in words else words,
        }
        form = IntakeForm(by=request.user, words=words, initial=fresh)
    context = {"form": form, "words": words, "title": _("Take down a request")}
    return render(request, f"{FOLDER}/form.html", context, status=422 if form.is_bound else 200)


@require_safe
def slip(request, pk):
    ticket = get_object_or_404(taken_down(request.user), pk=pk)
    works_on = Ticket.objects.workable_by(request.user).contains(ticket)
    context = {
        "ticket": ticket, "title": ticket.key, "works_on": works_on,
        "spelt": " ".join(ticket.key), "qr": qr.picture_of(receipt.tracker_address(ticket)),
    }  # fmt: skip
    return render(request, f"{FOLDER}/slip.html", context)


@require_safe
def paper(request, pk):
    """The receipt to print and hand over."""
    ticket = get_object_or_404(taken_down(request.user), pk=pk)
    response = HttpResponse(receipt.make(ticket), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{ticket.key}.pdf"'
    return response


def taken_down(member):
    """What the member works on, and what they took down themselves for another team."""
    mine = Ticket.objects.workable_by(member).values("pk")
    by_them = Q(opened_by=member, channel__in=[channel for channel, _label in CHANNELS])
    return Ticket.objects.with_people().filter(Q(pk__in=mine) | by_them)
