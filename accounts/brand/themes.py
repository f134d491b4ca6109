"""Light, dark, or whatever the system says: a choice of this browser, in a cookie that needs no consent."""

from django.http import HttpRequest, HttpResponse

COOKIE = "theme"
YEAR = 365 * 24 * 3600
# The media query under which dark.css applies; print is always light.
THEMES = {
    "auto": "screen and (prefers-color-scheme: dark)",
    "light": "not all",
    "dark": "screen",
}


def chosen_theme(request: HttpRequest) -> str:
    """What this browser chose last; a new browser takes what the member has settled on, else the system's."""
    theme = request.COOKIES.get(COOKIE)
    if theme not in THEMES:
        theme = getattr(getattr(request, "user", None), "theme", "") or "auto"
    return theme


def remember(response: HttpResponse, theme: str, *, secure: bool) -> None:
    response.set_cookie(COOKIE, theme, max_age=YEAR, samesite="Lax", secure=secure)
