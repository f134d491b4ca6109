"""Addresses of notifications."""

from django.urls import path

from community.notifications import views

app_name = "notifications"
urlpatterns = [
    path("notifications/", views.index, name="index"),
    path("notifications/fresh/", views.fresh, name="fresh"),
    path("notifications/bell/", views.bell, name="bell"),
    path("notifications/reading/", views.read_all, name="reading"),
    path("notifications/reading/remove/", views.unread_again, name="unread"),
    path("notifications/<int:pk>/", views.open_one, name="open"),
]
