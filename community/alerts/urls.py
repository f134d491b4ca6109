"""Addresses of alerts."""

from django.urls import path

from community.alerts import views

app_name = "alerts"
urlpatterns = [
    path("report/", views.report, name="report"),
    path("moderation/alerts/", views.index, name="index"),
    path("moderation/alerts/<int:pk>/", views.alert, name="alert"),
]
