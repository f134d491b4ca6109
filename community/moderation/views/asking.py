"""Asking an author to change what they wrote, and being content with it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from community.moderation.corrections import Correction
from community.moderation.forms import CorrectionForm
from community.moderation.views.deciding import asked, judged
from community.partials import back

DESK = "/moderation/?show=corrections"


def ask(request, model, pk):
    """The form with the rule and what should be different."""
    item = judged(request, model, pk)
    form = asked(request, CorrectionForm, item)
    if not form.is_valid():
        return page(request, form)
    try:
        Correction.objects.ask(item, by=request.user, **form.words)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return page(request, form)
    messages.success(request, _("Asked. Its author has been told; you hear of it when they have changed it."))
    return redirect(DESK)


@require_POST
def end(request, pk):
    found = get_object_or_404(Correction.objects.on_desk_of(request.user), pk=pk)
    if found.end(by=request.user):
        messages.success(request, _("Nothing is asked of its author any more."))
    return back(request, DESK)


def page(request, form):
    context = {"form": form, "matter": form.matter}
    status = 422 if form.is_bound else 200
    return render(request, "community/moderation/correction.html", context, status=status)
