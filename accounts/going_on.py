"""Where a form leads on to: a page of this house, or home (row 27)."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def is_ours(path: object) -> bool:
    """Whether this is the plain path of a page here: no host, no scheme, nothing that a browser reads as one."""
    if not isinstance(path, str) or not path.startswith("/") or "\\" in path or not path.isprintable():
        return False
    return url_has_allowed_host_and_scheme(path, None)


def after(request: HttpRequest, otherwise: str = "/") -> str:
    """The `next` that came with the form, if it is ours."""
    wanted = request.POST.get("next")
    return wanted if is_ours(wanted) else otherwise
