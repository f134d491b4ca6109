"""What the shell shows of the reader's own: groups with unread, the bell, open requests. Costs nothing when unused."""

from community.feed.rail import lazy_rail


def rail(request):
    return {"rail": lazy_rail(request)} if request.user.is_authenticated else {}
