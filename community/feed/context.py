"""What the shell shows of the reader's own: groups with unread, the bell, open requests. Costs nothing when unused."""


def rail(request):
    return {}
