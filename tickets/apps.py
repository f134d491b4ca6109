from django.apps import AppConfig


class TicketsApp(AppConfig):
    name = "tickets"

    def ready(self):
        from tickets import complaints, doors  # noqa: F401 - receivers register themselves
        from tickets.desk import kinds, laws  # noqa: F401

        doors.open_all()
