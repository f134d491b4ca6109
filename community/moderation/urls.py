"""Addresses of the moderators' desk."""

from django.urls import path

from community.chat.models import Message
from community.comments.models import Comment
from community.moderation import views
from community.posts.models import Post

app_name = "moderation"
urlpatterns = [
    path("moderation/", views.index, name="index"),
    path("moderation/posts/<int:pk>/hiding/", views.hide, {"model": Post}, name="hide-post"),
    path("moderation/posts/<int:pk>/hiding/remove/", views.restore, {"model": Post}, name="restore-post"),
    path("moderation/posts/<int:pk>/dismissal/", views.dismiss, {"field": "post"}, name="dismiss-post"),
    path("moderation/comments/<int:pk>/hiding/", views.hide, {"model": Comment}, name="hide-comment"),
    path(
        "moderation/comments/<int:pk>/hiding/remove/",
        views.restore,
        {"model": Comment},
        name="restore-comment",
    ),
    path(
        "moderation/comments/<int:pk>/dismissal/", views.dismiss, {"field": "comment"}, name="dismiss-comment"
    ),
    path("moderation/messages/<int:pk>/hiding/", views.hide, {"model": Message}, name="hide-message"),
    path(
        "moderation/messages/<int:pk>/hiding/remove/",
        views.restore,
        {"model": Message},
        name="restore-message",
    ),
    path(
        "moderation/messages/<int:pk>/dismissal/", views.dismiss, {"field": "message"}, name="dismiss-message"
    ),
    path("moderation/members/<int:pk>/dismissal/", views.dismiss, {"field": "about"}, name="dismiss-member"),
    path("moderation/acts/<int:pk>/", views.act, name="act"),
    path("groups/<slug:slug>/members/<int:pk>/removal/", views.remove, name="remove"),
]
