"""Addresses of tournaments."""

from django.urls import path

from community.tournaments import calendars, views

app_name = "tournaments"
urlpatterns = [
    path("tournaments/", views.index, name="index"),
    path("tournaments/new/", views.new, name="new"),
    path("tournaments/<int:pk>/", views.detail, name="detail"),
    path("tournaments/<int:pk>/live/", views.live, name="live"),
    path("tournaments/<int:pk>/tournament.ics", calendars.one, name="calendar"),
    path("tournaments/<int:pk>/edit/", views.edit, name="edit"),
    path("tournaments/<int:pk>/entry/", views.entry, name="entry"),
    path("tournaments/<int:pk>/entry/remove/", views.withdrawal, name="withdrawal"),
    path("tournaments/<int:pk>/entries/<int:entry>/remove/", views.removal, name="removal"),
    path("tournaments/<int:pk>/cancellation/", views.cancellation, name="cancellation"),
    path("tournaments/<int:pk>/closing/", views.closing, name="closing"),
    path("tournaments/<int:pk>/draw/", views.draw, name="draw"),
    path("tournaments/<int:pk>/matches/<int:match>/", views.match, name="match"),
    path("tournaments/<int:pk>/matches/<int:match>/time/", views.time, name="time"),
    path("tournaments/<int:pk>/matches/<int:match>/report/", views.report, name="report"),
    path("tournaments/<int:pk>/matches/<int:match>/decision/", views.decision, name="decision"),
    path("tournaments/<int:pk>/matches/<int:match>/reopening/", views.reopening, name="reopening"),
]
