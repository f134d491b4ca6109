"""The address of the first manager."""

from django.urls import path

from accounts.founding import views

app_name = "founding"
urlpatterns = [path("founding/<slug:token>/", views.founding, name="founding")]
