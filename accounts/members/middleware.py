"""The reader's language; the waiting room; and the second factor that staff owe before the house opens."""

from django.conf import settings
from django.shortcuts import redirect
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin

from accounts.members import second_factor
from accounts.members.languages import LANGUAGES

# One's own account: open to whoever waits, and to staff who have not shown their second factor yet.
OWN_ACCOUNT = ("account_", "mfa_", "usersessions_")
OPEN = frozenset({"waiting-room", "second-factor", "theme", "again", "again-code"})


class MemberLanguageMiddleware(MiddlewareMixin):
    """The member's own language; else what the visitor chose or their browser asks for; else the house's."""

    def process_request(self, request):
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        if request.user.is_authenticated and request.user.language in LANGUAGES:
            language = request.user.language
        elif chosen in LANGUAGES:
            language = chosen
        else:
            language = translation.get_language_from_request(request)
        translation.activate(language)
        request.LANGUAGE_CODE = language

    def process_response(self, request, response):
        response.headers.setdefault("Content-Language", translation.get_language())
        # A device keeps pages for whom they are, and nothing of theirs once somebody else is there, or nobody.
        response.headers.setdefault("X-Member", str(request.user.pk or 0))
        if request.user.is_authenticated:
            # Row 14: no shared cache ever holds one member's page.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class MembershipMiddleware(MiddlewareMixin):
    """Who waits for approval sees the waiting room and their own account, nothing else."""

    def process_view(self, request, view, args, kwargs):
        if request.user.is_authenticated and request.user.is_pending and not stands_outside(request, view):
            return redirect("members:waiting-room")
        return None


class SecondFactorMiddleware(MiddlewareMixin):
    """Staff come in with a second factor, or not at all (row 43)."""

    def process_view(self, request, view, args, kwargs):
        member = request.user
        if not member.is_authenticated or not member.is_staff or stands_outside(request, view):
            return None
        if second_factor.is_owed(request.session, member):
            return redirect("members:second-factor")
        return None


def stands_outside(request, view) -> bool:
    """Whether the page is nobody's in particular, or of one's own account only."""
    name = request.resolver_match.url_name or ""
    return getattr(view, "login_required", True) is False or name in OPEN or name.startswith(OWN_ACCOUNT)
