"""Addresses of notifications."""

from django.urls import path

from community.notifications import own_settings, views, way_out

app_name = "notifications"
urlpatterns = [
    path("notifications/", views.index, name="index"),
    path("notifications/fresh/", views.fresh, name="fresh"),
    path("notifications/bell/", views.bell, name="bell"),
    path("notifications/reading/", views.read_all, name="reading"),
    path("notifications/reading/remove/", views.unread_again, name="unread"),
    path("notifications/<int:pk>/", views.open_one, name="open"),
    path("notifications/<int:pk>/reading/", views.read_one, name="read-one"),
    path("notifications/<int:pk>/reading/remove/", views.unread_one, name="unread-one"),
    path("notifications/<int:pk>/kind/remove/", own_settings.turn_off, name="turn-off"),
    path("notifications/<int:pk>/kind/", own_settings.turn_on, name="turn-on"),
    path("settings/notifications/", own_settings.settings, name="settings"),
    path("settings/notifications/pause/", own_settings.pause, name="pause"),
    path("settings/notifications/pause/remove/", own_settings.resume, name="resume"),
    path("settings/notifications/push/", own_settings.subscribe, name="subscribe"),
    path("settings/notifications/push/remove/", own_settings.unsubscribe, name="unsubscribe"),
    path("settings/notifications/push/<int:pk>/remove/", own_settings.forget_device, name="forget-device"),
    path("unsubscribe/<str:token>/", way_out.way_out, name="way-out"),
    path("unsubscribe/<str:token>/remove/", way_out.turn_back, name="way-back"),
]
