from django.urls import path

from tickets.talks import views

urlpatterns = [
    path("chat/desk/", views.desk, name="desk-talk"),
    path("chat/desk/call-back/", views.call_back, name="desk-call-back"),
    path("chat/desk/<int:pk>/state/", views.state, name="desk-state"),
    path("chat/desk/<int:pk>/closing/", views.closing, name="desk-closing"),
]
