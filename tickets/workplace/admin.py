"""The staff's workplace in the admin: the queue, the workspace, and an address for each act."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import path

from community.feed.seen import seen, seen_live
from tickets.correspondence import screens as mail
from tickets.correspondence import tracks
from tickets.desk.models import Ticket
from tickets.desk.replies import CannedReply
from tickets.intake import screens as intake
from tickets.teams.models import Category, GroupTeam, Team
from tickets.workplace import acts
from tickets.workplace.queue import Queue
from tickets.workplace.workspace import Workspace


@admin.register(Ticket)
class TicketAdmin(admin.ModelAdmin):
    """Read-only in itself: what changes a ticket are the acts, which call the same verbs as everybody."""

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return Ticket.objects.workable_by(request.user).at_hand()

    def get_urls(self):
        act_views = {
            "public-answers": acts.public_answers,
            "replies": acts.replies,
            "notes": acts.notes,
            "assignment": acts.assignment,
            "team": acts.team,
            "priority": acts.priority,
            "sorting": acts.sorting,
            "promise": acts.promise,
            "waiting": acts.waiting,
            "resolution": acts.resolution,
            "refusal": acts.refusal,
            "reopening": acts.reopening,
        }
        own = [
            path(f"<int:pk>/{name}/", self.desk_view(view), name=f"tickets_ticket_{name.replace('-', '_')}")
            for name, view in act_views.items()
        ]
        own += [
            path("add/", self.desk_view(intake.intake), name="tickets_ticket_add"),
            path("<int:pk>/slip/", self.desk_view(intake.slip), name="tickets_ticket_slip"),
            path("<int:pk>/receipt.pdf", self.desk_view(intake.paper), name="tickets_ticket_receipt"),
            path("mail/", self.desk_view(mail.put_aside), name="tickets_ticket_mails"),
            path("mail/<int:pk>/", self.desk_view(mail.one), name="tickets_ticket_mail"),
            path("mail/<int:pk>/release/", self.desk_view(mail.releasing), name="tickets_ticket_mail_release"),
            path("mail/<int:pk>/discard/", self.desk_view(mail.leaving), name="tickets_ticket_mail_discard"),
            path("<int:pk>/letters/<int:mail>/", self.desk_view(mail.letter), name="tickets_ticket_letter"),
            path("assignment/", self.desk_view(acts.bulk_assignment), name="tickets_ticket_bulk_assignment"),
            path("filters/", self.desk_view(acts.saved_filters), name="tickets_ticket_filters"),
            path(
                "filters/<int:pk>/remove/",
                self.desk_view(acts.saved_filter_removal),
                name="tickets_ticket_filter_removal",
            ),
            path("rows/", self.desk_view(self.rows_view), name="tickets_ticket_rows"),
            path("<int:pk>/live/", self.desk_view(self.live_view), name="tickets_ticket_live"),
            path("<int:pk>/change/", self.desk_view(self.workspace_view), name="tickets_ticket_change"),
            path("", self.desk_view(self.queue_view), name="tickets_ticket_changelist"),
        ]  # fmt: skip
        return own

    def desk_view(self, view):
        """Behind the desk's own door. Its frame is our own and needs nothing of the admin's."""

        def wrapped(request, *args, **kwargs):
            if not self.has_view_permission(request):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return self.admin_site.admin_view(wrapped)

    def queue_view(self, request):
        return render(request, "admin/tickets/ticket/queue.html", {"queue": Queue(request)})

    def rows_view(self, request):
        """The table alone, for the page that is open."""
        return render(request, "admin/tickets/ticket/_rows.html", {"queue": Queue(request)})

    def workspace_view(self, request, pk):
        ticket = get_object_or_404(tracks.beside_tickets(self.get_queryset(request)), pk=pk)
        seen(request, "tickets.Ticket", pk)
        return acts.show(request, Workspace(ticket, request.user, tab=request.GET.get("tab", "")))

    def live_view(self, request, pk):
        """The words and the state alone, for the page that is open; never the composer."""
        ticket = get_object_or_404(tracks.beside_tickets(self.get_queryset(request)), pk=pk)
        seen_live(request, "tickets.Ticket", pk)
        space = Workspace(ticket, request.user, tab=request.GET.get("tab", ""))
        return render(request, "admin/tickets/ticket/_live.html", {"space": space})


class GroupTeamInline(admin.TabularInline):
    model = GroupTeam
    fields = ["group"]
    extra = 0


@admin.register(Team)
class TeamAdmin(admin.ModelAdmin):
    fields = ["name", "members", "signature", "is_default"]
    filter_horizontal = ["members"]
    list_display = ["name", "signature", "is_default"]
    inlines = [GroupTeamInline]

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "members":
            kwargs["queryset"] = db_field.related_model.objects.active().staff()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.is_default)

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)  # the default team must stay, and tickets protect the others
        return actions


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin):
    fields = ["name", "name_es", "team", "archived_at"]
    list_display = ["name", "name_es", "team", "archived_at"]
    list_select_related = ["team"]


@admin.register(CannedReply)
class CannedReplyAdmin(admin.ModelAdmin):
    fields = ["name", "shortcut", "team", "body_es", "body_en"]
    list_display = ["name", "shortcut", "team"]
    list_select_related = ["team"]
