"""Who is told of reports: those who keep order there, never whom it is about; later whoever reported."""

from django.contrib.auth import get_user_model

from accounts.roles import Role
from community.notifications.models import Inbox, Notification


def received(report) -> None:
    """Once for each time that something is on the desk, however many report it."""
    first = report.same_matter().open().order_by("pk").first() or report
    Notification.objects.tell(
        _judges(report),
        kind="moderation.reported",
        subject=report,
        once=f"moderation.reported:{first.pk}",
    )


def decided(reports) -> None:
    Inbox.objects.hold(report.member for report in reports)
    for report in reports:
        Notification.objects.tell([report.member], kind="moderation.decided", subject=report)


def _judges(report) -> set:
    person, group = report.person, report.group
    site = get_user_model().objects.joined().active().exclude(pk=person and person.pk)
    if group is None:
        return set(site.filter(role__in=[Role.MODERATOR, Role.MANAGER]))
    roles = [Role.MANAGER] if group.is_secret else [Role.MODERATOR]
    return {*group.keepers(but=person), *site.filter(role__in=roles)}
