"""The bell and what it leads to."""

from django.contrib import messages
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from community.notifications import listing, reading
from community.notifications.models import Notification
from community.partials import back


@require_GET
def index(request):
    """The list; with `?after=<serial>` what an open page has missed, as JSON (D-17)."""
    if "after" in request.GET:
        return JsonResponse(listing.since(request.user, request.GET["after"]))
    before = request.GET.get("before")
    page = listing.page(request.user, request.GET.get("show", ""), before)
    page |= {"marked": parse_moment(request.GET.get("marked")), "is_first": before is None}
    page["off"] = listing.turned_off(request.user, request.GET.get("off"))
    return render(request, "community/notifications/list.html", page)


@require_GET
def fresh(request):
    """The first page of the list alone, for a page that heard of something new."""
    page = listing.page(request.user, request.GET.get("show", ""), None)
    return render(request, "community/notifications/_list.html", page | {"is_first": True})


@require_GET
def open_one(request, pk):
    """Leads to what it is about. Its one write is the read mark."""
    notification = get_object_or_404(Notification.objects.visible_to(request.user), pk=pk)
    notification.read()
    (item,) = reading.read(request.user, [notification])
    if item.is_gone:
        messages.info(request, _("You can no longer see what this was about."))
    return redirect(item.address)


@require_POST
def read_one(request, pk):
    """Read without being opened."""
    get_object_or_404(Notification.objects.visible_to(request.user), pk=pk).read()
    return back(request, "/notifications/")


@require_POST
def unread_one(request, pk):
    """For later, or because it was opened by mistake."""
    get_object_or_404(Notification.objects.visible_to(request.user), pk=pk).put_back()
    return back(request, "/notifications/")


@require_POST
def read_all(request):
    """Marks all read; the page offers to take it back."""
    marked = Notification.objects.mark_all_read(request.user)
    address = f"{request.path.removesuffix('reading/')}"
    return redirect(f"{address}?marked={marked.isoformat()}" if marked else address)


@require_POST
def unread_again(request):
    moment = parse_moment(request.POST.get("at"))
    count = Notification.objects.mark_unread(request.user, read_at=moment) if moment else 0
    messages.success(request, ngettext("%d is unread again.", "%d are unread again.", count) % count)
    return redirect("notifications:index")


@require_GET
def bell(request):
    """The bell alone, for a page that heard of something new."""
    return render(request, "shell/_bell.html")


def parse_moment(text):
    """The moment written in an address or a form, None for anything else."""
    try:
        moment = parse_datetime((text or "").replace(" ", "+"))
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None
