from django.apps import AppConfig


class TicketsApp(AppConfig):
    name = "tickets"
    default_auto_field = "django.db.models.BigAutoField"
