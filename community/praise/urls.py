"""Addresses of praise."""

from django.urls import path

from community.praise import views

app_name = "praise"
urlpatterns = [
    path("praise/", views.index, name="index"),
    path("posts/<int:pk>/quoting/", views.quoting, name="quoting"),
]
