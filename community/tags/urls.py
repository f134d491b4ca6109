"""Addresses of tags."""

from django.urls import path

from community.tags import views

app_name = "tags"
urlpatterns = [
    path("tags/", views.index, name="index"),
    path("tags/<str:key>/", views.tag, name="tag"),
    path("tags/<str:key>/name/", views.naming, name="naming"),
]
