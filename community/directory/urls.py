"""The address of the directory."""

from django.urls import path

from community.directory import views

app_name = "directory"
urlpatterns = [path("members/", views.people, name="people")]
