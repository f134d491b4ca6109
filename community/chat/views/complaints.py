"""A complaint out of a chat: one message, or several that were chosen."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.utils.translation import gettext as _

from community import keyset
from community.chat.choosing import ChoosingForm, offered
from community.chat.lists import title_of
from community.chat.views.messages import seen
from community.chat.views.rooms import entered
from community.writing.pages import complained
from community.writing.sharing import me_too_of


def complaint(request, pk):
    """This message is one; `messages` are those that go along with it."""
    found = seen(request, pk)
    form = ChoosingForm(
        request.POST if request.method == "POST" else None, room=found.room, member=request.user
    )
    if not form.is_valid():
        known = {"written": found, "possible": found.is_flaggable, "form": form}
        return render(request, "community/chat/complaint.html", known, status=422 if form.is_bound else 200)
    return complained(request, found, found.flag(by=request.user, chosen=form.chosen))


def me_too(request, pk):
    """Somebody else in the room has the same fault: a request of their own, handled with the first."""
    return me_too_of(request, seen(request, pk))


def choosing(request, pk):
    """Messages with a box beside each."""
    room = entered(request, pk)
    form = ChoosingForm(request.POST if request.method == "POST" else None, room=room, member=request.user)
    if form.is_valid() and (flagged := form.flagged):
        return complained(request, flagged, flagged.flag(by=request.user, chosen=form.chosen))
    if form.is_valid() and form.chosen:
        raise PermissionDenied(_("This cannot be turned into a complaint."))
    at = keyset.number(request.GET.get("at"))
    known = {"room": room, "title": title_of(room, []), "form": form, "at": at}
    known["offered"] = offered(room, request.user, at)
    return render(request, "community/chat/choosing.html", known, status=422 if form.is_bound else 200)
