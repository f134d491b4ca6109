"""Addresses of digests."""

from django.urls import path

from community.digests import views

app_name = "digests"
urlpatterns = [
    path("settings/notifications/digest/", views.choose, name="choose"),
    path("settings/notifications/digest/sample/", views.sample, name="sample"),
]
