"""Addresses of files."""

from django.urls import path

from accounts.media import views

urlpatterns = [
    path("media/", views.receive, name="upload"),
    path("media/<uuid:id>/<slug:variant>/", views.show, name="media"),
]
