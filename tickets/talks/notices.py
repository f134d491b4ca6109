"""Who is told of a talk: the team, as soon as somebody waits."""

from accounts.members.models import Member
from community.notifications.models import Notification


def asked(talk) -> None:
    people = list(Member.objects.active().staff().filter(teams=talk.team_id))
    people = people or list(Member.objects.active().filter(role=Member.Role.MANAGER))
    Notification.objects.tell(
        people, kind="tickets.talk_asked", subject=talk, actor=talk.customer, as_of=talk.asked_at
    )
