"""Who was signed out while they wrote: told so at the entrance, and led back to the page they were on."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _


class SignedInMiddleware(LoginRequiredMiddleware):
    """Closed by default. A form that was sent without a session cannot be sent on: its page keeps the words."""

    def handle_no_permission(self, request, view_func):
        if request.method != "POST" or not is_navigating(request):
            return super().handle_no_permission(request, view_func)
        messages.warning(
            request, _("You were signed out meanwhile, so nothing was sent. Sign in and send it again.")
        )
        field = self.get_redirect_field_name(view_func)
        return redirect_to_login(page_of(request), self.get_login_url(view_func), field)


def is_navigating(request: HttpRequest) -> bool:
    """A person looks at the answer, no script."""
    return request.accepts("text/html") and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"


def page_of(request: HttpRequest) -> str:
    """The page with the form, as far as it is one of ours; else the address that was asked for."""
    came_from = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(came_from, {request.get_host()}):
        return request.get_full_path()
    page = urlsplit(came_from)
    return f"{page.path or '/'}{'?' if page.query else ''}{page.query}"
