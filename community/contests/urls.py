"""Addresses of photo contests; their votes are the poll's."""

from django.urls import path

from community.contests import views

app_name = "contests"
urlpatterns = [
    path("contests/new/", views.new, name="new"),
    path("contests/<int:pk>/", views.detail, name="detail"),
    path("contests/<int:pk>/live/", views.live, name="live"),
    path("contests/<int:pk>/entry/", views.entry, name="entry"),
    path("contests/<int:pk>/entry/remove/", views.withdrawal, name="withdrawal"),
]
