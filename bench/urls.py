"""All of the site, and the floor."""

from django.urls import include, path

from bench import floor

urlpatterns = [path("bench/floor/", floor.floor), path("", include("config.urls"))]
