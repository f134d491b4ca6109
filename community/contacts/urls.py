"""Addresses of contact rules and blocks."""

from django.urls import path

from community.contacts import views

app_name = "contacts"
urlpatterns = [
    path("settings/contact/", views.settings, name="settings"),
    path("members/<slug:handle>/block/", views.block, name="block"),
    path("members/<slug:handle>/block/remove/", views.unblock, name="unblock"),
]
