"""Who shows to be the customer whom the list means finds the requests that were taken down for them before."""

from django.db.models import F
from django.dispatch import receiver

from accounts.customers.signals import person_recognised
from accounts.live import publish
from tickets.desk import history
from tickets.desk.models import Ticket
from tickets.desk.replies import Reply


@receiver(person_recognised)
def take_over(sender, *, person, member, as_of, **kwargs) -> None:
    """The requests of the person who never joined are the member's; what they wrote in them too."""
    for ticket in Ticket.objects.of_customer(person).select_for_update(of=("self",)).order_by("pk"):
        history.record(ticket, "claimed", by=member, as_of=as_of)
        Ticket.objects.filter(pk=ticket.pk).update(
            customer=member, version=F("version") + 1, shown_version=F("shown_version") + 1
        )
        publish.push(f"queue:{ticket.team_id}", {"event": "changed"})
    Reply.objects.filter(author=person).update(author=member)
