"""One message, and what can be done with it."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.chat import screens
from community.chat.forms import ChangeForm
from community.chat.models import Message
from community.reactions.models import Reaction
from community.writing.pages import history_of, removal_of


def seen(request, pk) -> Message:
    """The message, if the member may see it."""
    return Message.objects.read_by(request.user, pk)


@require_safe
def message(request, pk):
    """What can be done with it, for whoever has no script; and a piece of it for whoever has."""
    found = seen(request, pk)
    page = "_acts.html" if request.htmx else "message.html"
    return render(request, f"community/chat/{page}", screens.acts_of(found, request.user))


def edit(request, pk):
    found = seen(request, pk)
    if not found.editable_by(request.user):
        raise PermissionDenied(_("A message can be changed by its author, for a quarter of an hour."))
    form = ChangeForm(request.POST or None, message=found, member=request.user)
    if form.is_valid() and form.send():
        return redirect(found)
    known = {"form": form, "written": found}
    return render(request, "community/chat/edit.html", known, status=422 if form.is_bound else 200)


def removal(request, pk):
    found = seen(request, pk)
    return removal_of(request, found) or redirect(found.room)


@require_safe
def history(request, pk):
    return history_of(request, seen(request, pk), may_hide=False)


@require_POST
def reaction(request, pk):
    found = seen(request, pk)
    Reaction.objects.toggle(message=found, by=request.user, kind=request.POST.get("kind", ""))
    return redirect(found)
