"""Addresses of the app on the phone."""

from django.urls import path

from accounts.pocket import views

app_name = "pocket"
urlpatterns = [
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("brand/icon.png", views.icon, name="icon"),
    path("sw.js", views.service_worker, name="worker"),
    path("device/", views.device, name="device"),
    path("device/line/", views.line, name="line"),
]
