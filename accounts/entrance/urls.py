"""Addresses of the entrance beside allauth's own."""

from django.urls import path

from accounts.entrance import views

app_name = "entrance"
urlpatterns = [
    path("accounts/again/", views.again, name="again"),
    path("accounts/again/code/", views.again_code, name="again-code"),
]
