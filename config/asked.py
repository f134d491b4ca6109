"""What an address asks behind its question mark, before anybody reads it."""

from django.http import HttpRequest
from django.utils.deprecation import MiddlewareMixin

NUL = "\x00"


class AskedMiddleware(MiddlewareMixin):
    """Leaves the sign NUL out of what is asked: no text can hold it, and PostgreSQL refuses every question that does.

    Forms refuse it by themselves (Django's `ProhibitNullCharactersValidator`); lists, and those of the admin, do not.
    """

    def process_request(self, request: HttpRequest) -> None:
        if "%00" not in request.META.get("QUERY_STRING", ""):
            return
        asked = request.GET.copy()
        for name in list(asked):
            values = [value.replace(NUL, "") for value in asked.pop(name)]
            asked.setlist(name.replace(NUL, ""), values)
        setattr(request, "GET", asked)  # noqa: B010 - for readers it is one that cannot change
