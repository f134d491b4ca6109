"""Addresses of bookmarks."""

from django.urls import path

from community.bookmarks import views

app_name = "bookmarks"
urlpatterns = [
    path("bookmarks/", views.index, name="index"),
    path("posts/<int:pk>/bookmark/", views.bookmark, name="bookmark"),
    path("posts/<int:pk>/bookmark/remove/", views.removal, name="removal"),
]
