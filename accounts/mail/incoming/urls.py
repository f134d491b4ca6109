from django.urls import path

from accounts.mail.incoming import views

urlpatterns = [
    path("webhooks/mail/<slug:provider>/", views.incoming, name="incoming-mail"),
    path("webhooks/mail/<slug:provider>/events/", views.events, name="mail-events"),
]
