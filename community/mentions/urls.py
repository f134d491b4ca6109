"""Addresses of mentions."""

from django.urls import path

from community.mentions import views

app_name = "mentions"
urlpatterns = [
    path("mentions/", views.index, name="index"),
]
