"""Index of addresses."""

from django.urls import include, path

urlpatterns = [
    # Asked from the top: what is opened most comes first, behind the addresses that it would take for its own.
    path("", include("community.groups.urls")),
    path("", include("community.feed.urls")),
    path("", include("community.notifications.urls")),
    path("", include("community.contacts.urls")),
    path("", include("community.drafts.urls")),
    path("", include("community.profiles.urls")),
    path("", include("community.following.urls")),
    path("", include("community.directory.urls")),
    path("", include("community.posts.urls")),
    path("", include("community.comments.urls")),
    path("", include("community.polls.urls")),
    path("", include("community.contests.urls")),
    path("", include("community.events.urls")),
    path("", include("community.tournaments.urls")),
    path("", include("community.clarifications.urls")),
    path("", include("community.praise.urls")),
    path("", include("community.chat.urls")),
    path("", include("community.bookmarks.urls")),
    path("", include("community.mentions.urls")),
    path("", include("community.onboarding.urls")),
    path("", include("community.digests.urls")),
    path("", include("community.reports.urls")),
    path("", include("community.moderation.urls")),
    path("", include("community.alerts.urls")),
    path("", include("community.concert.urls")),
    path("", include("community.search.urls")),
    path("", include("community.tags.urls")),
]
