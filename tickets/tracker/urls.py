from django.urls import path

from tickets.tracker import views

urlpatterns = [
    path("track/", views.tracker, name="tracker"),
    path("customer-service/", views.customer_service, name="customer-service"),
]
