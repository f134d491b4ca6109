from django.urls import path

from tickets.requests import views

urlpatterns = [
    path("requests/", views.requests, name="requests"),
    path("requests/<str:key>/", views.detail, name="request"),
    path("requests/<str:key>/conversation/", views.conversation, name="request-conversation"),
    path("requests/<str:key>/replies/", views.replies, name="request-replies"),
    path("requests/<str:key>/receipt.pdf", views.receipt_pdf, name="request-receipt"),
    path("requests/<str:key>/confirmation/", views.confirmation, name="request-confirmation"),
    path("requests/<str:key>/thanks/", views.thanks, name="request-thanks"),
    path("requests/<str:key>/visibility/", views.visibility, name="request-visibility"),
    path("requests/<str:key>/withdrawal/", views.withdrawal, name="request-withdrawal"),
]
