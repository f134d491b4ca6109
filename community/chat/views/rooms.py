"""The list of rooms, a room, and what is said in it."""

from uuid import uuid4

from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from community import keyset
from community.chat import finding, lists, pages, screens
from community.chat.forms import MessageForm, RoomForm
from community.chat.models import Room
from community.partials import refused, wants_data


def entered(request, pk) -> Room:
    """The room, if the member may see it."""
    return get_object_or_404(Room.objects.visible_to(request.user).read_by(request.user), pk=pk)


@require_safe
def index(request):
    """The list of one's rooms; with `?q=` what was said in them."""
    known = {"list": lists.Shown(lists.lines_of(request.user))}
    if words := request.GET.get("q", "").strip():
        known["found"] = finding.found(request.user, words, keyset.number(request.GET.get("before")))
    return render(request, "community/chat/index.html", known)


@require_safe
def list_of_rooms(request):
    """The list alone, for a page that stands beside it."""
    shown = lists.Shown(lists.lines_of(request.user), keyset.number(request.GET.get("at")))
    return render(request, "community/chat/_list.html", {"list": shown})


def new(request):
    sent = request.POST if request.method == "POST" else None
    chosen = {"submission": uuid4(), "people": request.GET.getlist("with")}
    form = RoomForm(sent, member=request.user, wanted=request.GET.get("q", ""), initial=chosen)
    if form.is_valid() and (made := form.send()):
        return redirect(made)
    known = {"form": form, "wanted": request.GET.get("q", "")}
    return render(request, "community/chat/new.html", known, status=200 if sent is None else 422)


@require_safe
def room(request, pk):
    found = entered(request, pk)
    if day := request.GET.get("day"):
        first = pages.first_of_day(found, found.participation_of(request.user), day)
        return redirect(first or f"{found.get_absolute_url()}#end")
    screen = screens.of(found, request.user, asked=request.GET)
    page = render(request, "community/chat/room.html", screen)
    # Drawn first, so that the line above what is new stands where it was.
    screens.note_as_read(screen, by=request.user)
    return page


def messages(request, pk):
    found = entered(request, pk)
    if request.method == "POST":
        return say(request, found)
    seat = found.participation_of(request.user)
    return JsonResponse(pages.since(found, request.user, seat, request.GET.get("after")))


def say(request, found):
    """The message as the room shows it for a page that stays; the room itself for one that does not."""
    form = MessageForm(request.POST, request.FILES, room=found, member=request.user)
    message = form.send() if form.is_valid() else None
    if not wants_data(request):
        if message:
            return redirect(f"{found.get_absolute_url()}#m{message.pk}")
        screen = screens.of(found, request.user, asked={}, form=form)
        return render(request, "community/chat/room.html", screen, status=422)
    if message is None:
        return refused(request, form)
    return JsonResponse(pages.shown_to(message, request.user), status=201)


@require_POST
def reading(request, pk):
    """How far the member has come, told by an open page."""
    found = entered(request, pk)
    found.mark_read(by=request.user, number=keyset.number(request.POST.get("number")) or 0)
    return HttpResponse(status=204)


@require_POST
def presence(request, pk):
    entered(request, pk).greet(by=request.user)
    return HttpResponse(status=204)


@require_POST
def absence(request, pk):
    entered(request, pk).part(by=request.user)
    return HttpResponse(status=204)
