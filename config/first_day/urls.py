"""Addresses of setting up."""

from django.urls import path, register_converter

from config.first_day import views
from config.first_day.models import Key


class KeyConverter:
    regex = "|".join(Key.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(KeyConverter, "setup-step")

app_name = "first-day"
urlpatterns = [
    path("first-day/", views.index, name="index"),
    path("first-day/phone.css", views.stylesheet, name="stylesheet"),
    path("first-day/look/preview/", views.preview, name="preview"),
    path("first-day/mail/state/", views.mail, name="mail"),
    path("first-day/invite/link/", views.link, name="link"),
    path("first-day/<setup-step:key>/", views.step, name="step"),
    path("first-day/<setup-step:key>/later/", views.later, name="later"),
]
