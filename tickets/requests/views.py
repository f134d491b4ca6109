"""My requests: the customer's own, whatever happened to their membership of a group (D-16)."""

import uuid
from functools import wraps

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community import keyset, partials
from community.feed.seen import seen, seen_live
from tickets.desk.keys import read_key
from tickets.desk.models import Ticket
from tickets.desk.states import NotPossible
from tickets.requests import receipt
from tickets.requests.forms import ConfirmationForm, VisibilityForm, WriteForm
from tickets.requests.pages import Detail, Listing
from tickets.thanks.models import Thanks


def own_request(view):
    """Finds the request through its customer's door: everybody else gets the 404 of what never existed."""

    @wraps(view)
    def find(request, key):
        mine = Ticket.objects.of_customer(request.user).with_people()
        return view(request, get_object_or_404(mine, key=read_key(key) or key.replace("\0", "")))

    return find


def answer_with(request, ticket, act):
    """Does the act; a sentence when it is not possible now, with what was typed kept by the browser's draft."""
    try:
        act()
    except NotPossible as refusal:
        if partials.wants_data(request):
            return JsonResponse({"error": str(refusal)}, status=422)
        messages.error(request, str(refusal))
        return redirect(ticket)
    if partials.wants_data(request):
        return JsonResponse({"url": ticket.get_absolute_url()}, status=201)
    return redirect(ticket)


@require_safe
def requests(request):
    return render(request, "tickets/requests/list.html", {"listing": Listing(request.user, request.GET)})


@require_safe
@own_request
def detail(request, ticket):
    seen(request, "tickets.Ticket", ticket.pk)
    form = WriteForm(member=request.user, initial={"submission": uuid.uuid4()})
    return render(request, "tickets/requests/detail.html", {"detail": Detail(ticket), "form": form})


@require_safe
@own_request
def conversation(request, ticket):
    """The live part of the page, as a fragment that says how far it goes."""
    seen_live(request, "tickets.Ticket", ticket.pk)
    answer = render(request, "tickets/requests/_live.html", {"detail": Detail(ticket)})
    answer.headers["X-Live-Serial"] = str(ticket.shown_version)
    return answer


@require_POST
@own_request
def replies(request, ticket):
    form = WriteForm(request.POST, request.FILES, member=request.user)
    if form.is_valid():
        answer = answer_with(request, ticket, lambda: form.send(ticket))
        if not form.errors:
            return answer
    page = {"detail": Detail(ticket), "form": form}
    return partials.refused(request, form) or render(
        request, "tickets/requests/detail.html", page, status=422
    )


@require_safe
@own_request
def receipt_pdf(request, ticket):
    response = HttpResponse(receipt.make(ticket), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{ticket.key}.pdf"'
    return response


@require_POST
@own_request
def confirmation(request, ticket):
    form = ConfirmationForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say whether it is solved."))
        return redirect(ticket)
    if form.cleaned_data["solved"] == "yes":
        return answer_with(request, ticket, lambda: ticket.confirm(by=request.user))
    return answer_with(
        request, ticket, lambda: ticket.reopen(by=request.user, reason=form.cleaned_data["reason"])
    )


@require_POST
@own_request
def thanks(request, ticket):
    """For a comment that helped, once it is solved."""
    comment = keyset.number(request.POST.get("comment")) or 0
    return answer_with(request, ticket, lambda: Thanks.objects.say(ticket=ticket, comment_id=comment))


@require_POST
@own_request
def visibility(request, ticket):
    form = VisibilityForm(request.POST)
    if form.is_valid():
        return answer_with(
            request, ticket, lambda: ticket.show_to(form.cleaned_data["visible"], by=request.user)
        )
    return redirect(ticket)


@require_POST
@own_request
def withdrawal(request, ticket):
    return answer_with(request, ticket, lambda: ticket.withdraw(by=request.user))
