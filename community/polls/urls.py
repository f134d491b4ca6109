"""Addresses of polls; asking one is the composer's."""

from django.urls import path

from community.polls import views

app_name = "polls"
urlpatterns = [
    path("polls/<int:pk>/vote/", views.vote, name="vote"),
    path("polls/<int:pk>/votes/", views.votes, name="votes"),
    path("polls/<int:pk>/closing/", views.closing, name="closing"),
]
