"""What a member has before them is no news on the bell any more."""

from community.feed.rail import rail_of
from community.notifications.models import Notification, thread_of


def is_for_later(request) -> bool:
    """A device fetches it to have it without a line: nobody looks at it now."""
    return "X-For-Later" in request.headers


def seen(request, label: str, pk: int) -> None:
    """Marks read what the reader was told of this thing. Nothing is asked when the bell counts nothing."""
    if is_for_later(request):
        return
    if rail_of(request).unread_notifications and Notification.objects.mark_thread_read(
        request.user, thread_of(label, pk)
    ):
        del request.rail  # the page shows the bell as it is now


def seen_live(request, label: str, pk: int) -> None:
    """The same for a piece of the page that is fetched again because something happened."""
    Notification.objects.mark_thread_read(request.user, thread_of(label, pk))
