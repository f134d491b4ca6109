"""Languages of the house, and the browser's memory of the one that was chosen."""

from django.conf import settings
from django.http import HttpResponse

LANGUAGES = dict(settings.LANGUAGES)
YEAR = 365 * 24 * 3600


def remember(response: HttpResponse, language: str) -> None:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=YEAR,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,  # type: ignore[arg-type]
    )
