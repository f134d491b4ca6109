"""Signing in as allauth does it; whoever is signed in is found again at every request, by a statement made once."""

from allauth.account.auth_backends import AuthenticationBackend

from accounts.made_once import made_once
from accounts.members.models import Member


class Backend(AuthenticationBackend):
    def get_user(self, user_id: int) -> Member | None:
        """The member of a session; None when there is none with this number, or they were shut out."""
        for found in _member.objects(pk=user_id):
            return found if self.user_can_authenticate(found) else None
        return None


@made_once
def _member(pk):
    return Member.objects.filter(pk=pk)
