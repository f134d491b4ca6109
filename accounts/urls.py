"""Index of addresses."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("", include("accounts.entrance.urls")),
    path("", include("accounts.members.urls")),
    path("", include("accounts.invitations.urls")),
    path("", include("accounts.customers.urls")),
    path("", include("accounts.imports.urls")),
    path("", include("accounts.founding.urls")),
    path("", include("accounts.media.urls")),
    path("", include("accounts.mail.urls")),
    path("", include("accounts.brand.urls")),
    path("", include("accounts.pocket.urls")),
    path("", include("accounts.privacy.urls")),
    path("", include("accounts.legal.urls")),
]
