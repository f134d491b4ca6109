"""A push service of our own (RFC 8030) on this machine, and a browser that decrypts what it gets (RFC 8291)."""

import base64
import json
import os
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import http_ece
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from community.notifications.subscriptions import PushSubscription


def text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


class Device:
    """The browser's half: its keys, and what it reads of what was sent to it."""

    def __init__(self):
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.secret = os.urandom(16)

    @property
    def keys(self) -> dict[str, str]:
        form = serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        return {"p256dh": text(self.private.public_key().public_bytes(*form)), "auth": text(self.secret)}

    def reads(self, body: bytes) -> dict:
        plain = http_ece.decrypt(body, private_key=self.private, auth_secret=self.secret, version="aes128gcm")
        return json.loads(plain)


class Service:
    """What came in, as (path, headers, body), and what it answers."""

    def __init__(self):
        self.got: list[tuple[str, dict, bytes]] = []
        self.answers: dict[str, int] = {}
        self.leads = ""

    def address(self, name: str = "one") -> str:
        return f"http://127.0.0.1:{self.port}/{name}"

    def bodies(self, name: str = "one") -> list[bytes]:
        return [body for path, _headers, body in self.got if path == f"/{name}"]


@contextmanager
def push_service():
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service.got.append((self.path, dict(self.headers), body))
            self.send_response(service.answers.get(self.path.strip("/"), 201))
            if service.leads:
                self.send_header("Location", service.leads)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_words):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        service.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield service
        server.shutdown()
        thread.join()


def listens(member, client, service, name: str = "one") -> Device:
    """The member's browser asks for pushes there."""
    device = Device()
    PushSubscription.objects.subscribe(
        by=member, session_key=client.session.session_key, endpoint=service.address(name), **device.keys
    )
    return device
