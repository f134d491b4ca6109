"""Index of addresses."""

from django.urls import include, path

urlpatterns = [
    path("", include("tickets.talks.urls")),
    path("", include("tickets.requests.urls")),
    path("", include("tickets.tracker.urls")),
]
