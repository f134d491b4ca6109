"""Addresses of the brand's public faces."""

from django.urls import path

from accounts.brand import views

app_name = "brand"
urlpatterns = [
    path("brand.css", views.stylesheet, name="stylesheet"),
    path("brand/logo.png", views.logo, name="logo"),
    path("theme/", views.theme, name="theme"),
]
