"""Addresses of the feed and of what is read in it."""

from django.urls import path

from community.feed import group_tabs, views, voting, waiting
from community.feed.group_page import group_page

app_name = "feed"
urlpatterns = [
    path("", views.home, name="home"),
    path("groups/<slug:slug>/", group_page, name="group"),
    path("groups/<slug:slug>/files/", group_tabs.files, name="group-files"),
    path("groups/<slug:slug>/polls/", group_tabs.polls, name="group-polls"),
    path("groups/<slug:slug>/queue/", waiting.queue, name="queue"),
    path("posts/<int:pk>/", views.post, name="post"),
    path("posts/<int:pk>/thread/", views.thread, name="thread"),
    path("posts/<int:pk>/unread/", views.unread, name="unread"),
    path("posts/<int:pk>/comments/", views.say, name="say"),
    path("posts/<int:pk>/reaction/", views.reaction, name="reaction"),
    path("posts/<int:pk>/vote/", voting.vote, name="vote"),
    path("posts/<int:pk>/vote/remove/", voting.vote_removal, name="vote-removal"),
    path("comments/<int:pk>/", views.comment, name="comment"),
]
