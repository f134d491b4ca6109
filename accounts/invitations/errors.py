"""Why an invitation does not let in."""


class InvitationClosed(Exception):
    """Used, expired or revoked: `state` says which."""

    def __init__(self, state: str) -> None:
        super().__init__(state)
        self.state = state


class AlreadyJoined(Exception):
    """The address belongs to somebody who is a member."""
