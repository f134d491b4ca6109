"""Addresses of events; announcing one is the composer's."""

from django.urls import path

from community.events import own_calendar, views

app_name = "events"
urlpatterns = [
    path("events/", views.index, name="index"),
    path("events/calendar.ics", own_calendar.feed, name="feed"),
    path("events/<int:pk>/", views.detail, name="detail"),
    path("events/<int:pk>/live/", views.live, name="live"),
    path("events/<int:pk>/rsvp/", views.rsvp, name="rsvp"),
    path("events/<int:pk>/edit/", views.edit, name="edit"),
    path("events/<int:pk>/cancellation/", views.cancellation, name="cancellation"),
    path("events/<int:pk>/check-in/", views.check_in, name="check-in"),
    path("events/<int:pk>/arrivals/<int:answer>/", views.arrival, name="arrival"),
    path("events/<int:pk>/arrivals/<int:answer>/remove/", views.no_arrival, name="no-arrival"),
    path("events/<int:pk>/event.ics", views.one_calendar, name="calendar"),
    path("groups/<slug:slug>/events/", views.of_group, name="of-group"),
    path("settings/calendar/", own_calendar.settings, name="settings"),
    path("settings/calendar/key/", own_calendar.renewal, name="renewal"),
    path("settings/calendar/key/remove/", own_calendar.removal, name="removal"),
]
