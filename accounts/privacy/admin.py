"""The schedule on the desk: how long each class is kept, and what the next sweep would take."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.privacy import retention
from accounts.privacy.retention import Period


class ScheduleForm(forms.Form):
    """One number a class, with what would go tonight beside it."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        days, due = Period.objects.days(), Period.objects.due(timezone.now())
        for kept in retention.known():
            self.fields[kept.name] = forms.IntegerField(
                label=kept.label,
                min_value=retention.SHORTEST,
                max_value=retention.LONGEST,
                initial=days[kept.name],
                help_text=gettext("Days. The next sweep would take %(count)d.") % {"count": due[kept.name]},
            )


@admin.register(Period)
class PeriodAdmin(admin.ModelAdmin):
    def has_add_permission(self, request):
        return False

    def get_urls(self):
        return [path("", self.admin_site.admin_view(schedule), name="accounts_period_changelist")]


def schedule(request: HttpRequest) -> HttpResponse:
    """Shows and sets the periods; nothing goes before the night."""
    if not request.user.is_manager:
        raise PermissionDenied
    form = ScheduleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        Period.objects.schedule(form.cleaned_data)
        messages.success(request, gettext("Saved."))
        return redirect("admin:accounts_period_changelist")
    context = {**admin.site.each_context(request), "form": form, "title": _("How long things are kept")}
    return render(request, "admin/accounts/period/schedule.html", context)
