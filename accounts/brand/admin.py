"""The brand on the staff's desk: one row, its colours seen with their contrast before they are saved."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from accounts.brand import colours
from accounts.brand.forms import BrandForm, CentreForm
from accounts.brand.models import Brand, Centre, hex_colour


@admin.register(Brand)
class BrandAdmin(admin.ModelAdmin):
    form = BrandForm
    change_form_template = "admin/accounts/brand/change_form.html"
    fieldsets = (
        (_("Identity"), {"fields": ["name", "short_name", "colour", "new_logo", "no_logo", "key_prefix"]}),
        (_("Language and times"), {"fields": ["language", "timezone"]}),
        (_("Newcomers"), {"fields": ["welcome"]}),
        (_("Who we are"), {"fields": ["legal_name", "tax_id", "address", "contact_email", "contact_phone"]}),
        (_("Customer service"), {"fields": ["service_hours", "service_text", "second_fact"]}),
        (
            _("Legal"),
            {
                "fields": [
                    "obliged_by_law_10_2025",
                    "adheres_to_arbitration",
                    "arbitration_body",
                    "arbitration_url",
                    "adr_text",
                    "originals_days",
                ]
            },
        ),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Brand | None = None) -> bool:
        return False

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Brand | None:
        """The brand exists before it is first saved."""
        return (
            (super().get_object(request, object_id, from_field) or Brand(pk=1)) if object_id == "1" else None
        )

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return redirect("admin:accounts_brand_change", 1)

    def render_change_form(
        self, request: HttpRequest, context: dict, *args: Any, **kwargs: Any
    ) -> HttpResponse:
        colour = (kwargs.get("obj") or Brand.current()).colour
        return super().render_change_form(request, context | {"preview": preview_of(colour)}, *args, **kwargs)

    def get_urls(self) -> list:
        own = path("preview/", self.admin_site.admin_view(self.preview), name="accounts_brand_preview")
        return [own, *super().get_urls()]

    def preview(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        colour = request.GET.get("colour", "")
        try:
            hex_colour(colour)
        except ValidationError as error:
            return HttpResponseBadRequest(" ".join(error.messages))
        return render(request, "admin/accounts/brand/_preview.html", {"preview": preview_of(colour)})


def preview_of(colour: str) -> dict[str, Any]:
    """What the preview draws: both themes with their surfaces and colours, and each contrast."""
    palette = {
        theme: {key.replace("-", "_"): value for key, value in chosen.items()}
        for theme, chosen in colours.palette(colour).items()
    }
    themes = [(theme, colours.SURFACES[theme], chosen) for theme, chosen in palette.items()]
    return {"themes": themes, "contrasts": colours.ratios(colour)}


@admin.register(Centre)
class CentreAdmin(admin.ModelAdmin):
    form = CentreForm
    list_display = ["name", "timezone", "country", "subdivision", "is_default"]
    fields = ["name", "slug", "is_default", "timezone", "country", "subdivision", "address"]
    prepopulated_fields = {"slug": ["name"]}
    search_fields = ["name"]
    ordering = ["-is_default", "name"]
