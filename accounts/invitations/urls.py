"""Addresses of the way in."""

from django.urls import path

from accounts.invitations import views

app_name = "invitations"
urlpatterns = [
    path("invitations/", views.invitations, name="list"),
    path("invitations/<int:pk>/mail/", views.resend, name="resend"),
    path("invitations/<int:pk>/revocation/", views.revoke, name="revoke"),
    path("invitation/<slug:token>/", views.invitation, name="invitation"),
    path("invitation/<slug:token>/renewal/", views.renewal, name="renewal"),
    path("invitation/<slug:token>/confirmation/<str:signed>/", views.confirmation, name="confirmation"),
]
