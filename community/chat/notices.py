"""Who is told of a message: whom it calls, and in a room of few everybody else in it."""


def said(message) -> None:
    """Notifications of a new message."""
