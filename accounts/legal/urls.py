"""Addresses of the legal pages: only those that there are, so that no link to another is shown."""

from django.urls import path, register_converter

from accounts.legal import views
from accounts.legal.models import Page


class PageConverter:
    regex = "|".join(Page.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(PageConverter, "legal")

app_name = "legal"
urlpatterns = [path("legal/<legal:page>/", views.page, name="page")]
