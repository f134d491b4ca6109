"""One's drafts: the list, keeping one, throwing one away."""

import uuid

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community import keyset
from community.drafts.models import MOST, Draft, Overtaken
from community.partials import back

NOT_KEPT = frozenset({"csrfmiddlewaretoken", "submission", "seen", "window", "next"})


@require_safe
def index(request):
    """One's own, the last changed first; there are never more than fit on a page."""
    drafts = Draft.objects.visible_to(request.user).last_first()
    return render(request, "community/drafts/list.html", {"drafts": drafts, "most": MOST})


@require_POST
def keep(request, place):
    """A window keeps what is typed in it; without a script a button does, and leads to the list."""
    try:
        draft = Draft.objects.keep(place, by=request.user, **sent(request))
    except Overtaken:
        return answer(request, 409, error=_("You have changed this draft in another window."))
    except ValidationError as refusal:
        return answer(request, 422, error=" ".join(refusal.messages))
    return answer(request, 200, version=draft.version if draft else 0)


@require_POST
def removal(request, submission):
    Draft.objects.forget(by=request.user, submission=submission)
    messages.success(request, _("Discarded."), extra_tags=request.POST.get("place", "")[:40])
    return back(request, "/drafts/")


def sent(request) -> dict:
    """The fields of the form, under which submission, and which version the window has seen."""
    fields = {name: many for name, many in request.POST.lists() if name not in NOT_KEPT}
    try:
        submission = uuid.UUID(request.POST.get("submission", ""))
    except ValueError as wrong:
        raise ValidationError(_("There is nothing to keep here.")) from wrong
    seen = keyset.number(request.POST.get("seen")) or 0
    window = request.POST.get("window", "")[:36]
    return {"submission": submission, "values": fields, "seen": seen, "window": window}


def answer(request, status: int, error: str = "", **known):
    if request.accepts("text/html") and not request.headers.get("X-Draft"):
        if error or not known["version"]:
            messages.error(request, error or _("There is nothing to keep here."))
        else:
            messages.success(request, _("Kept as a draft."))
        return redirect("drafts:index")
    return JsonResponse({"error": error} if error else known, status=status)
