"""Addresses of comments. Reading them is a floor above, with the thread."""

from django.urls import path

from community.comments import views

app_name = "comments"
urlpatterns = [
    path("comments/<int:pk>/edit/", views.edit, name="edit"),
    path("comments/<int:pk>/removal/", views.removal, name="removal"),
    path("comments/<int:pk>/history/", views.history, name="history"),
    path("comments/<int:pk>/history/<int:revision>/hiding/", views.revision_hiding, name="revision-hiding"),
    path("comments/<int:pk>/acceptance/", views.acceptance, name="acceptance"),
    path("comments/<int:pk>/acceptance/remove/", views.no_acceptance, name="no-acceptance"),
    path("comments/<int:pk>/complaint/", views.complaint, name="complaint"),
    path("comments/<int:pk>/me-too/", views.me_too, name="me-too"),
]
