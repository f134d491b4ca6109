from django.urls import include, path

from accounts.mail import views

urlpatterns = [
    path("settings/mail/again/", views.again, name="mail-again"),
    path("", include("accounts.mail.incoming.urls")),
]
