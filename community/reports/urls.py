"""Addresses of reports."""

from django.urls import path

from community.reports import views

app_name = "reports"
urlpatterns = [
    path("posts/<int:pk>/report/", views.post, name="post"),
    path("comments/<int:pk>/report/", views.comment, name="comment"),
    path("chat/messages/<int:pk>/report/", views.message, name="message"),
    path("contests/pictures/<int:pk>/report/", views.picture, name="picture"),
    path("members/<slug:handle>/report/", views.member, name="member"),
]
