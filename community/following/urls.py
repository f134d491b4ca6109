"""Addresses of following people."""

from django.urls import path

from community.following import views

app_name = "following"
urlpatterns = [
    path("following/", views.following, name="list"),
    path("members/<slug:handle>/follow/", views.follow, name="follow"),
    path("members/<slug:handle>/follow/remove/", views.unfollow, name="unfollow"),
]
