"""Addresses of accounts in concert."""

from django.urls import path

from community.concert import views

app_name = "concert"
urlpatterns = [
    path("moderation/concert/", views.index, name="index"),
    path("moderation/concert/<int:pk>/settlement/", views.settle, name="settle"),
]
