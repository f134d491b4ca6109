"""Index of addresses."""

from django.urls import include, path

from community.feed.group_page import group_page

urlpatterns = [
    path("", include("community.groups.urls")),
    path("groups/<slug:slug>/", group_page, name="group"),
    path("", include("community.posts.urls")),
    path("", include("community.comments.urls")),
    path("", include("community.feed.urls")),
    path("", include("community.notifications.urls")),
    path("", include("community.reports.urls")),
    path("", include("community.moderation.urls")),
]
