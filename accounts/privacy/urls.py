"""Addresses of one's own data."""

from django.urls import path

from accounts.privacy import views

app_name = "privacy"
urlpatterns = [
    path("settings/my-data/", views.my_data, name="my-data"),
    path("settings/my-data/export/", views.export, name="export"),
    path("settings/my-data/exports/<uuid:pk>/", views.download, name="download"),
    path("settings/my-data/departure/", views.departure, name="departure"),
    path("farewell/", views.farewell, name="farewell"),
]
