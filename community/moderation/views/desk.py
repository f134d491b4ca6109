"""The moderators' desk: what was reported, what authors were asked to change, what waits for a second person, what was
objected to, what was done."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from community import keyset
from community.moderation import desk, register, screens
from community.moderation.forms import DismissalForm
from community.moderation.models import ModerationAct


@require_GET
def index(request):
    """Open reports; with `?show=` proposals, appeals or acts the other tabs."""
    if not desk.is_open_to(request.user):
        raise PermissionDenied(_("This desk is for moderators."))
    before = keyset.number(request.GET.get("before"))
    match request.GET.get("show"):
        case "acts":
            return screens.acts(request, *register.acts(request.user, request.GET.get("kind", ""), before))
        case "appeals":
            return screens.appeals(request, *register.appeals(request.user, before))
        case "corrections":
            return screens.corrections(request, *register.corrections(request.user, before))
        case "proposals":
            return screens.proposals(request, register.proposals(request.user))
    return screens.cases(request, *desk.rows(request.user, request.GET.dict(), request.GET.get("after", "")))


@require_POST
def dismiss(request, field, pk):
    """Whoever has the report on their desk may find that nothing was wrong."""
    matter = desk.reported(request.user, field, pk)
    form = DismissalForm(request.POST)
    if form.is_valid():
        ModerationAct.objects.dismiss(matter, by=request.user, **form.cleaned_data)
        messages.success(request, _("Dismissed. Who reported it has been told."))
    else:
        messages.error(request, _("The note is too long."))
    return redirect("moderation:index")
