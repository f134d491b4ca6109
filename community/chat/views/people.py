"""Who is in a room, what it is called, and how much of it one wants to hear."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.members.models import Member
from community.chat.forms import AddForm, LevelForm, NameForm, TypingForm
from community.chat.models import Room
from community.chat.screens import people_of
from community.chat.views.rooms import entered
from community.partials import back


def people(request, pk):
    found = entered(request, pk)
    if request.method != "POST":
        return render(request, "community/chat/people.html", people_of(found, request.user))
    form = AddForm(request.POST, room=manageable(request, found), member=request.user)
    if form.is_valid() and form.send():
        messages.success(request, _("They are in. They read what is said from now on."))
        return redirect("chat:people", pk)
    known = people_of(found, request.user, add_form=form)
    return render(request, "community/chat/people.html", known, status=422)


@require_POST
def name(request, pk):
    found = manageable(request, entered(request, pk))
    form = NameForm(request.POST, room=found, member=request.user)
    if form.is_valid() and form.send():
        messages.success(request, _("Saved."))
        return redirect("chat:people", pk)
    known = people_of(found, request.user, name_form=form)
    return render(request, "community/chat/people.html", known, status=422)


def manageable(request, found: Room) -> Room:
    if not found.manageable_by(request.user):
        raise PermissionDenied(_("Only who takes part in a private conversation can change it."))
    return found


@require_POST
def level(request, pk):
    """Mute, or hear of it again."""
    found = entered(request, pk)
    seat, form = found.participation_of(request.user), LevelForm(request.POST)
    if seat is None or not form.is_valid():
        raise PermissionDenied(_("You do not take part in this room."))
    seat.hear(form.cleaned_data["level"])
    return back(request, found.get_absolute_url())


def leaving(request, pk):
    found = entered(request, pk)
    if not found.leavable_by(request.user):
        raise PermissionDenied(_("This room cannot be left. You can mute it."))
    if request.method != "POST":
        return render(request, "community/chat/leaving.html", people_of(found, request.user))
    found.leave(by=request.user)
    messages.success(request, _("You have left the conversation."))
    return redirect("chat:index")


@require_POST
def direct(request, handle):
    """The room with this person, made if there was none."""
    person = get_object_or_404(Member.objects.joined(), handle=handle)
    if person == request.user:
        raise PermissionDenied(_("Choose somebody to talk to."))
    return redirect(Room.objects.direct(by=request.user, with_=person))


def settings(request):
    """What others see of me while I chat."""
    sent = request.POST if request.method == "POST" else None
    form = TypingForm(sent, initial={"shows_typing": request.user.shows_typing})
    if form.is_valid():
        request.user.prefer(**form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("chat:settings")
    return render(request, "community/chat/settings.html", {"form": form})
