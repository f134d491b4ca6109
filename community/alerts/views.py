"""The public page of illegal content, and its place on the moderators' desk."""

import uuid

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.entrance import limits
from community import keyset
from community.alerts import listing
from community.alerts.forms import AlertForm, AnswerForm
from community.alerts.models import Alert

PAGE = "community/alerts/form.html"


@login_not_required
def report(request):
    """The same answer to everybody, whatever the address leads to; few a network and an e-mail."""
    form = AlertForm(request.POST if request.method == "POST" else None, initial={"submission": uuid.uuid4()})
    if not form.is_valid():
        return render(request, PAGE, {"form": form}, status=422 if form.is_bound else 200)
    email = form.cleaned_data["email"]
    if not limits.allows(request, "alert") or (email and not limits.allows(request, "alert_letter", email)):
        return render(request, PAGE, {"form": form, "too_many": True}, status=429)
    if not form.send():
        return render(request, PAGE, {"form": form}, status=422)
    return render(request, "community/alerts/sent.html", {"by_mail": bool(email)})


@require_GET
def index(request):
    if not request.user.is_moderator:
        raise PermissionDenied(_("This desk is for moderators."))
    return render(
        request,
        "community/alerts/list.html",
        listing.page(request.user, keyset.number(request.GET.get("before"))),
    )


def alert(request, pk):
    """What somebody from outside wrote; deciding answers them."""
    found = get_object_or_404(Alert.objects.visible_to(request.user), pk=pk)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        found.decide(by=request.user, **form.cleaned_data)
        messages.success(request, _("Decided. Whoever wrote has been told."))
        return redirect("alerts:index")
    status = 422 if form.is_bound else 200
    return render(request, "community/alerts/alert.html", {"alert": found, "form": form}, status=status)
