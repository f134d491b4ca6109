"""The sockets' table of contents: one address, and only for pages of our own."""

import gc
from functools import cache

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from accounts.live.consumer import MemberConsumer

PATHS = {"/ws/": MemberConsumer.as_asgi()}


async def application(scope, receive, send):
    settle()
    consumer = PATHS.get(scope["path"])
    if consumer and is_our_origin(scope["headers"]):
        await consumer(scope, receive, send)
    else:
        await receive()
        await send({"type": "websocket.close"})  # before it was accepted: the handshake answers 403


def is_our_origin(headers) -> bool:
    """Whether the page that opens the socket is ours: browsers say so in Origin, and other sites cannot forge it.

    No Origin, "null", two of them, another port, or https against http is not ours.
    """
    origins = [value for name, value in headers if name == b"origin"]
    hosts = [value for name, value in headers if name == b"host"]
    if len(origins) != 1 or len(hosts) != 1:
        return False
    origin, host = (
        origins[0].decode("latin-1").lower(),
        hosts[0].decode("latin-1").lower(),
    )
    ours = {settings.BASE_URL.lower()}
    if validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS):
        ours |= {f"https://{host}"} if settings.HTTPS else {f"http://{host}", f"https://{host}"}
    return origin in ours


@cache
def settle() -> None:
    """With the first socket, once all is loaded: what lives as long as the process is never looked through again.

    A full collection in the middle of a broadcast is what its slowest reader waits for (docs/performance.md).
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)
