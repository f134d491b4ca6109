"""The site's table of contents."""

from django.contrib import admin
from django.urls import include, path

from config import health

urlpatterns = [
    path("admin/", admin.site.urls),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    # Asked from the top: what is opened most comes first.
    path("", include("community.urls")),
    path("", include("tickets.urls")),
    path("", include("accounts.urls")),
    path("", include("config.first_day.urls")),
]

handler400 = "accounts.members.errors.bad_request"
handler403 = "accounts.members.errors.no_permission"
handler404 = "accounts.members.errors.not_found"
handler500 = "accounts.members.errors.server_error"
