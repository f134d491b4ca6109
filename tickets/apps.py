from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TicketsApp(AppConfig):
    name = "tickets"
    verbose_name = _("Tickets")

    def ready(self):
        from accounts.mail import outbox
        from accounts.mail.incoming import sorting
        from community.badges import rules
        from community.drafts import places
        from community.feed import rail
        from community.notifications import rhythm
        from tickets import complaints, doors, holdings  # noqa: F401 - receivers register themselves
        from tickets.correspondence import answers, strangers
        from tickets.correspondence import laws as mail_laws  # noqa: F401
        from tickets.correspondence import receivers as mail_receivers  # noqa: F401
        from tickets.desk import kinds, laws  # noqa: F401
        from tickets.desk.models import Ticket
        from tickets.requests import claiming, digest_section, found, receipt  # noqa: F401
        from tickets.sla import laws as clock_laws  # noqa: F401
        from tickets.sla import shifts
        from tickets.talks import kinds as talk_kinds  # noqa: F401
        from tickets.talks import laws as talk_laws  # noqa: F401
        from tickets.teams import praised, presets  # noqa: F401
        from tickets.thanks.models import HELPED

        doors.open_all()
        rules.register(HELPED)
        holdings.register()
        rhythm.register_shift(shifts.next_open)
        found.register_source()
        digest_section.register()
        answers.register()
        sorting.register_rest(strangers.take)
        outbox.register_maker("tickets.receipt", receipt.attachment)
        places.arrivals(lambda member, key: Ticket.objects.filter(customer=member, submission=key).exists())
        rail.register(
            "open_requests",
            "SELECT count(*) FROM tickets_ticket t WHERE t.customer_id = %(me)s"
            " AND t.state IN ('received', 'in_progress', 'waiting')",
        )
