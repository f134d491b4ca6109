"""Addresses of imports."""

from django.urls import path

from accounts.imports import views

app_name = "imports"
urlpatterns = [
    path("imports/", views.imports, name="list"),
    path("imports/sample.csv", views.sample, name="sample"),
    path("imports/<int:pk>/", views.one, name="import"),
    path("imports/<int:pk>/columns/", views.columns, name="columns"),
    path("imports/<int:pk>/rows/<int:number>/choice/", views.choice, name="choice"),
    path("imports/<int:pk>/run/", views.run, name="run"),
    path("imports/<int:pk>/invitations/", views.invitations, name="invitations"),
    path("imports/<int:pk>/undoing/", views.undoing, name="undoing"),
    path("imports/<int:pk>/removal/", views.removal, name="removal"),
    path("imports/<int:pk>/errors/", views.errors, name="errors"),
    path("imports/<int:pk>/returned/", views.returned, name="returned"),
]
