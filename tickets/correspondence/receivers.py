"""Whoever works on a ticket hears that a mail to its customer did not arrive: an answer that nobody gets is none."""

from django.dispatch import receiver

from accounts.mail.models import Mail
from accounts.mail.signals import mail_failed
from tickets.desk import notices
from tickets.desk.models import Ticket


@receiver(mail_failed, sender=Mail)
def tell_staff(sender, mail, **kwargs):
    kind, _colon, number = mail.about.partition(":")
    ticket = Ticket.objects.filter(pk=number).first() if kind == "ticket" else None
    if ticket is not None:
        notices.undelivered(ticket, mail)
