"""Addresses of clarifications."""

from django.urls import path

from community.clarifications import views

app_name = "clarifications"
urlpatterns = [
    path("posts/<int:pk>/clarification/", views.clarify, name="clarify"),
    path("posts/<int:pk>/clarification/remove/", views.withdraw, name="withdraw"),
]
