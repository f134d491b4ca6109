"""Servers that are gone or silent: a port where nobody listens, and one that takes a call in silence."""

import contextlib
import socket


@contextlib.contextmanager
def refusing():
    """A port of this machine where every connection is refused."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))  # bound and not listening: nobody else can take it meanwhile
        yield held.getsockname()[1]


@contextlib.contextmanager
def silent():
    """A port of this machine that accepts connections and never answers."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen(100)
        yield held.getsockname()[1]


BREAKAGES = {"refused": refusing, "silent": silent}
