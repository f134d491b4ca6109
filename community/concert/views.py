"""Accounts in concert, for the managers; putting a cluster aside."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from community.concert import listing
from community.concert.models import Concert
from community.moderation.forms import ReversalForm


@require_GET
def index(request):
    if not request.user.is_manager:
        raise PermissionDenied(_("This page is for managers."))
    return render(
        request, "community/concert/list.html", listing.page(request.user, request.GET.get("after", ""))
    )


@require_POST
def settle(request, pk):
    found = get_object_or_404(Concert.objects.visible_to(request.user), pk=pk)
    form = ReversalForm(request.POST)
    if form.is_valid():
        found.settle(by=request.user, note=form.cleaned_data["reason"])
        messages.success(request, _("Put aside. It comes back only if more speaks for it."))
    return redirect("concert:index")
