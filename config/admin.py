"""The staff's desk: Django's admin behind our own door. Signing in is the entrance's business, with its second
factor and its limits (row 43)."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from accounts.members import second_factor


class Desk(admin.AdminSite):
    site_title = _("Desk")
    site_header = _("Desk")
    index_title = _("Set up")

    def has_permission(self, request: HttpRequest) -> bool:
        member = request.user
        if not member.is_authenticated or not member.is_staff or not member.is_at_home:
            return False
        return not second_factor.is_owed(request.session, member)

    def get_urls(self) -> list:
        """Without Django's "view on site": it tells the address of any row by its number, secret groups included."""
        return [found for found in super().get_urls() if getattr(found, "name", "") != "view_on_site"]

    @method_decorator(never_cache)
    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """What a manager sets up; whoever sets up nothing begins with the queue."""
        if not request.user.is_manager:
            return redirect("admin:tickets_ticket_changelist")
        return super().index(request, extra_context)

    @method_decorator(never_cache)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Nobody signs in here: to the entrance, to the second factor, or no further."""
        if not request.user.is_authenticated:
            wanted = request.GET.get("next") or reverse("admin:index", current_app=self.name)
            return redirect(f"{reverse('account_login')}?{urlencode({'next': wanted})}")
        if self.has_permission(request):
            return redirect("admin:index")
        if second_factor.is_owed(request.session, request.user):
            return redirect("members:second-factor")
        raise PermissionDenied

    @method_decorator(never_cache)
    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return redirect("account_logout")

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("account_change_password")

    def password_change_done(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("members:security")
