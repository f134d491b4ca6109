"""What is said when an embedded part cannot run."""


class CannotStart(Exception):
    """Carries one clear sentence for the person at the keyboard."""
