"""Addresses of who is a customer."""

from django.urls import path

from accounts.customers import views

app_name = "customers"
urlpatterns = [
    path("settings/customer/", views.customer, name="customer"),
    path("settings/customer/removal/", views.removal, name="removal"),
]
