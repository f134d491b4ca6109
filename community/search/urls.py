"""Addresses of the search."""

from django.urls import path

from community.search import views

app_name = "search"
urlpatterns = [
    path("search/", views.search, name="search"),
    path("search/similar/", views.similar, name="similar"),
]
