"""Who is told of reports: those who keep order there, never whom it is about; later whoever reported."""

from community.notifications.models import Inbox, Notification
from community.reports import routing


def received(report) -> None:
    """Once for each time that something is on the desk, however many report it."""
    first = report.same_matter().open().order_by("pk").first() or report
    Notification.objects.tell(
        routing.judges(report.matter),
        kind="moderation.reported",
        subject=report,
        once=f"moderation.reported:{first.pk}",
    )


def decided(reports) -> None:
    """The word rules of the house report too, and nobody has to hear of it."""
    told = [report for report in reports if report.member]
    Inbox.objects.hold(report.member for report in told)
    for report in told:
        Notification.objects.tell([report.member], kind="moderation.decided", subject=report)
