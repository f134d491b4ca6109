"""Addresses of the chat."""

from django.urls import path

from community.chat.views import complaints, messages, people, rooms

app_name = "chat"
urlpatterns = [
    path("chat/", rooms.index, name="index"),
    path("chat/list/", rooms.list_of_rooms, name="list"),
    path("chat/new/", rooms.new, name="new"),
    path("chat/<int:pk>/", rooms.room, name="room"),
    path("chat/<int:pk>/messages/", rooms.messages, name="messages"),
    path("chat/<int:pk>/reading/", rooms.reading, name="reading"),
    path("chat/<int:pk>/presence/", rooms.presence, name="presence"),
    path("chat/<int:pk>/presence/remove/", rooms.absence, name="absence"),
    path("chat/<int:pk>/people/", people.people, name="people"),
    path("chat/<int:pk>/name/", people.name, name="name"),
    path("chat/<int:pk>/level/", people.level, name="level"),
    path("chat/<int:pk>/leaving/", people.leaving, name="leaving"),
    path("chat/messages/<int:pk>/", messages.message, name="message"),
    path("chat/messages/<int:pk>/edit/", messages.edit, name="edit"),
    path("chat/messages/<int:pk>/removal/", messages.removal, name="removal"),
    path("chat/messages/<int:pk>/history/", messages.history, name="history"),
    path("chat/messages/<int:pk>/complaint/", complaints.complaint, name="complaint"),
    path("chat/messages/<int:pk>/me-too/", complaints.me_too, name="me-too"),
    path("chat/<int:pk>/complaint/", complaints.choosing, name="choosing"),
    path("chat/messages/<int:pk>/reaction/", messages.reaction, name="reaction"),
    path("members/<slug:handle>/chat/", people.direct, name="direct"),
    path("settings/chat/", people.settings, name="settings"),
]
