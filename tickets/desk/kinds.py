"""What tickets tell: each kind with its subject, where it leads and who may still know of it."""

from django.urls import reverse

from community.notifications import kinds

FOLDER = "tickets/notifications"


def to_request(ticket) -> str:
    return reverse("request", args=[ticket.key])


def to_workspace(ticket) -> str:
    return reverse("admin:tickets_ticket_change", args=[ticket.pk])


def headline(ticket) -> str:
    return f"{ticket.key} · {ticket.subject}"


def room_of(message) -> str:
    return str(message.room)


def own(model, member):
    return model.objects.filter(customer_id=member.pk)


def workable(model, member):
    return model.objects.workable_by(member)


FOR_CUSTOMERS = {
    "received": "ticket",
    "answered_publicly": "megaphone",
    "replied": "message-square",
    "waiting": "hourglass",
    "waiting_reminder": "hourglass",
    "solved": "circle-check",
    "not_accepted": "circle-x",
    "lapsed": "circle-x",
    "promised": "calendar-clock",
    "followed": "users",
    "open_again": "rotate-ccw",
}
FOR_FOLLOWERS = {"answered_in_public": "megaphone", "solved_in_public": "circle-check"}
FOR_FOLLOWERS_IN_CHAT = {"answered_in_chat": "megaphone", "solved_in_chat": "circle-check"}
FOR_STAFF = {
    "new": "inbox",
    "noted": "sticky-note",
    "customer_wrote": "message-square",
    "withdrawn": "circle-x",
    "confirmed": "circle-check",
    "assigned": "user-check",
    "first_solved": "link",
    "reopened": "rotate-ccw",
    "warning": "clock-alert",
    "breach": "clock-alert",
    "escalation": "siren",
    "undelivered": "triangle-alert",
}

for name, icon in FOR_CUSTOMERS.items():
    kinds.register(
        f"tickets.{name}", model="tickets.Ticket", icon=icon, tab="requests", folder=FOLDER,
        visible=own, address=to_request, thread=headline,
    )  # fmt: skip
for name, icon in FOR_STAFF.items():
    kinds.register(
        f"tickets.{name}", model="tickets.Ticket", icon=icon, tab="work", folder=FOLDER,
        visible=workable, address=to_workspace, thread=headline,
    )  # fmt: skip
for name, icon in FOR_FOLLOWERS.items():
    kinds.register(f"tickets.{name}", model="community.Post", icon=icon, folder=FOLDER, related=("group",))
for name, icon in FOR_FOLLOWERS_IN_CHAT.items():
    kinds.register(
        f"tickets.{name}",
        model="community.Message",
        icon=icon,
        folder=FOLDER,
        related=("room__group",),
        thread=room_of,
    )
