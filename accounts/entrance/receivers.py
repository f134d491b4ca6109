"""What allauth says of second factors: noted in the session; and a changed one ends all other sessions (row 32)."""

from allauth.account.signals import authentication_step_completed
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.dispatch import receiver

from accounts.members import second_factor


@receiver(authentication_step_completed)
def note_second_factor(request, method, user, **kwargs):
    if method == "mfa":
        second_factor.note(request.session, user)


@receiver(authenticator_added)
def begin_with_it(request, user, authenticator, **kwargs):
    """Whoever sets it up has it in hand: it counts from here on."""
    if authenticator.type in second_factor.STRONG:
        second_factor.note(request.session, user)
        user.end_other_sessions(request)


@receiver(authenticator_removed)
def go_on_without_it(request, user, authenticator, **kwargs):
    if authenticator.type in second_factor.STRONG:
        if not second_factor.is_set_up(user):
            second_factor.forget(request.session)
        user.end_other_sessions(request)
