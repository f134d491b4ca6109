"""Addresses of one's own data, and of the managers' privacy desk."""

from django.urls import path

from accounts.privacy import desk, views

app_name = "privacy"
urlpatterns = [
    path("settings/my-data/", views.my_data, name="my-data"),
    path("settings/my-data/export/", views.export, name="export"),
    path("settings/my-data/exports/<uuid:pk>/", views.download, name="download"),
    path("settings/my-data/departure/", views.departure, name="departure"),
    path("privacy-desk/", desk.index, name="desk"),
    path("privacy-desk/<int:pk>/", desk.one, name="data-request"),
    path("privacy-desk/<int:pk>/extension/", desk.extension, name="data-extension"),
    path("privacy-desk/<int:pk>/answer/", desk.answer, name="data-answer"),
    path("privacy-desk/breaches/", desk.breaches, name="breaches"),
    path("privacy-desk/breaches/<int:pk>/", desk.breach, name="breach"),
    path("privacy-desk/processing/", desk.record, name="processing"),
    path("privacy-desk/processing.csv", desk.record_file, name="processing-file"),
    path("farewell/", views.farewell, name="farewell"),
]
