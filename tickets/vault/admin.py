"""The vault on the desk: a list without a word of what is in it, and one act that opens one of it, with a reason."""

import json

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from tickets.vault.models import Sealed


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Who asks, and why"),
        max_length=500,
        help_text=_("The court or authority and its reference. It is put on record with your name."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@admin.register(Sealed)
class SealedAdmin(admin.ModelAdmin):
    list_display = ("ticket", "sealed_at", "destroy_on")
    ordering = ("destroy_on",)

    def has_view_permission(self, request, obj=None):
        return request.user.is_manager

    def has_module_permission(self, request):
        return request.user.is_manager

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_queryset(self, request):
        return Sealed.objects.openable_by(request.user).select_related("ticket")

    def get_urls(self):
        opening_view = self.admin_site.admin_view(opening)
        first = self.admin_site.admin_view(self.changelist_view)
        return [
            path("", first, name="tickets_sealed_changelist"),
            path("<int:object_id>/change/", opening_view, name="tickets_sealed_change"),
        ]


def opening(request: HttpRequest, object_id: int) -> HttpResponse:
    """Asks for the reason; then hands over what was sealed as one file."""
    sealed = get_object_or_404(Sealed.objects.openable_by(request.user), pk=object_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return handed_over(sealed, sealed.open(by=request.user, reason=form.cleaned_data["reason"]))
        except ValidationError as error:
            form.add_error("reason", error)
    past = sealed.openings.select_related("by").order_by("-at")
    context = {**admin.site.each_context(request), "sealed": sealed, "form": form, "past": past}
    return render(request, "admin/tickets/sealed/opening.html", context | {"title": _("Sealed request")})


def handed_over(sealed: Sealed, content: dict) -> HttpResponse:
    body = json.dumps(content, ensure_ascii=False, indent=1)
    named = {"Content-Disposition": f'attachment; filename="{sealed.ticket.key}.json"'}
    return HttpResponse(body, content_type="application/json", headers=named)
