"""Who waits to talk to a person: the list of the team, with one button to take it."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tickets.desk.states import NotPossible
from tickets.talks import hours
from tickets.talks.callbacks import CallBack
from tickets.talks.models import Talk


class Waiting:
    """What the page shows: who waits, who is being helped, who wants a call."""

    def __init__(self, member):
        self.as_of = timezone.now()
        talks = list(Talk.objects.visible_to(member).going_on().with_people().order_by("asked_at", "pk"))
        self.waiting = [talk for talk in talks if talk.taken_at is None]
        self.taken = [talk for talk in talks if talk.taken_at is not None]
        self.calls = list(CallBack.objects.visible_to(member).due().select_related("ticket__customer")[:50])
        self.places = " ".join(f"queue:{team}" for team in Talk.objects.teams_of(member))
        self.zone = hours.zone()


@admin.register(Talk)
class TalkAdmin(admin.ModelAdmin):
    """Read-only in itself: what changes a talk are its acts."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        return [
            path("", self.desk_view(self.list_view), name="tickets_talk_changelist"),
            path("rows/", self.desk_view(self.rows_view), name="tickets_talk_rows"),
            path("<int:pk>/taking/", self.desk_view(taking), name="tickets_talk_taking"),
        ]

    def desk_view(self, view):
        """Behind the desk's own door."""

        def wrapped(request: HttpRequest, *args, **kwargs):
            if not self.has_view_permission(request):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return self.admin_site.admin_view(wrapped)

    def list_view(self, request):
        known = {"title": _("Who waits"), "desk": Waiting(request.user)}
        return render(request, "admin/tickets/talk/list.html", self.admin_site.each_context(request) | known)

    def rows_view(self, request):
        """The lists alone, for the page that is open."""
        return render(request, "admin/tickets/talk/_rows.html", {"desk": Waiting(request.user)})


@require_POST
def taking(request, pk):
    """Takes the talk, and into its room."""
    talk = get_object_or_404(Talk.objects.visible_to(request.user), pk=pk)
    try:
        talk.take(by=request.user)
    except NotPossible as refusal:
        messages.error(request, str(refusal))
        return redirect("admin:tickets_talk_changelist")
    return redirect(talk.room)
