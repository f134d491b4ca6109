"""Language of the reader, and the waiting room of those who are not approved yet."""

from django.conf import settings
from django.shortcuts import redirect
from django.utils import translation
from django.utils.deprecation import MiddlewareMixin

LANGUAGES = dict(settings.LANGUAGES)


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
        if request.user.is_authenticated:
            # Row 14: no shared cache ever holds one member's page.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class MembershipMiddleware(MiddlewareMixin):
    """Who waits for approval sees the waiting room and their own account, nothing else."""

    OPEN_TO_THE_WAITING = frozenset(
        {"waiting-room", "account_logout", "set_language", "brand-css", "healthz", "readyz"}
    )

    def process_view(self, request, view, args, kwargs):
        match = request.resolver_match
        if not request.user.is_authenticated or not request.user.is_pending:
            return None
        if getattr(view, "login_required", True) is False or match.url_name in self.OPEN_TO_THE_WAITING:
            return None
        return redirect("waiting-room")
