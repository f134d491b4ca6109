"""Addresses of people's own pages."""

from django.urls import path

from accounts.members import views

app_name = "members"
urlpatterns = [
    path("language/", views.language, name="language"),
    path("waiting-room/", views.waiting_room, name="waiting-room"),
    path("members/pending/", views.pending, name="pending"),
    path("members/pending/<int:pk>/approval/", views.approval, name="approval"),
    path("members/pending/<int:pk>/refusal/", views.refusal, name="refusal"),
    path("members/<slug:handle>/", views.page, name="page"),
    path("settings/", views.settings, name="settings"),
    path("settings/preferences/", views.preferences, name="preferences"),
    path("settings/security/", views.security, name="security"),
    path("settings/security/sessions/<int:pk>/end/", views.session_end, name="session-end"),
    path("settings/security/sessions/others/end/", views.other_sessions_end, name="other-sessions-end"),
    path("settings/second-factor/", views.owed_second_factor, name="second-factor"),
]
