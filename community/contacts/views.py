"""One's own rules of contact, and blocking or ignoring somebody."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.members.models import Member
from community.contacts.forms import BlockForm, ContactForm
from community.contacts.models import Block, ContactRule
from community.partials import back


def settings(request):
    """Who may write to me, and whom I have blocked or ignore."""
    chosen = {"open_to": ContactRule.objects.of(request.user)}
    form = ContactForm(request.POST if request.method == "POST" else None, initial=chosen)
    if form.is_valid():
        ContactRule.objects.choose(form.cleaned_data["open_to"], by=request.user)
        messages.success(request, _("Saved."))
        return redirect("contacts:settings")
    context = {"form": form, "blocks": Block.objects.by(request.user)}
    return render(request, "community/contacts/settings.html", context, status=422 if form.is_bound else 200)


@require_POST
def block(request, handle):
    person = get_object_or_404(Member.objects.visible_to(request.user), handle=handle)
    form = BlockForm(request.POST)
    if person == request.user or not form.is_valid():
        raise PermissionDenied(_("You can block or ignore others only."))
    Block.objects.put(form.cleaned_data["kind"], by=request.user, on=person)
    messages.success(request, _("Done. They do not learn of it. You can take it back at any time."))
    return back(request, f"/members/{handle}/")


@require_POST
def unblock(request, handle):
    person = get_object_or_404(Member.objects.visible_to(request.user), handle=handle)
    Block.objects.lift(by=request.user, on=person)
    messages.success(request, _("Taken back: you read each other again."))
    return back(request, f"/members/{handle}/")
