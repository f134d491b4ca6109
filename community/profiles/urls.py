"""Addresses of what one says of oneself."""

from django.urls import path

from community.profiles import views

app_name = "profiles"
urlpatterns = [
    path("settings/about/", views.about, name="about"),
    path("settings/about/preview/", views.preview, name="preview"),
    path("settings/about/listing/", views.listing, name="listing"),
]
