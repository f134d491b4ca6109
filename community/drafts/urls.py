"""Addresses of drafts."""

from django.urls import path

from community.drafts import views

app_name = "drafts"
urlpatterns = [
    path("drafts/", views.index, name="index"),
    path("drafts/<slug:place>/", views.keep, name="keep"),
    path("drafts/<uuid:submission>/removal/", views.removal, name="removal"),
]
