"""The parts of production on one machine: what deploy/ starts, on loopback ports, behind its own nginx.conf."""

import os
import re
import shlex
import shutil
import subprocess
import sys
import threading
import time
import urllib.request
from pathlib import Path

from django.core.management import call_command

from config import catalogues, children, embedded
from faults import place
from faults.house import until

DEPLOY = place.ROOT / "deploy"
NGINX = shutil.which(
    "nginx", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin:/opt/homebrew/bin"
)
FRAME = """
daemon off;
{user}
worker_processes 1;
pid {data}/nginx/pid;
error_log {data}/nginx/errors;
events {{ worker_connections 512; }}
http {{
    types {{ text/html html; text/css css; text/javascript js; image/svg+xml svg; }}
    access_log off;
    client_body_temp_path {data}/nginx/body;
    proxy_temp_path {data}/nginx/proxy;
    fastcgi_temp_path {data}/nginx/fastcgi;
    uwsgi_temp_path {data}/nginx/uwsgi;
    scgi_temp_path {data}/nginx/scgi;
{site}
}}
"""


def command(unit: str, *more: str, **instead: str) -> list[str]:
    """What the unit of that name starts, with these words instead of its own, and its own environment before it."""
    text = (DEPLOY / "systemd" / f"tertulia-{unit}.service").read_text()
    said = re.search(r"^ExecStart=(.*)$", text, re.M)[1].split(" ", 1)[1]
    for old, new in instead.items():
        said = re.sub(rf"(--{old}[ =])\S+", rf"\g<1>{new}", said)
    own = [line.partition("=")[2] for line in re.findall(r"^Environment=.*$", text, re.M)]
    said = said.replace("--app config ", "--app config --quiet ")
    return ["env", *own, sys.executable, *shlex.split(said), *more]


def site(pages: list[int], live: int) -> str:
    """The site of deploy/nginx.conf, without TLS and on our ports."""
    text = (DEPLOY / "nginx.conf").read_text()
    text = re.sub(r"server \{\n    listen 80;.*?\n\}\n", "", text, flags=re.S)
    text = re.sub(r"^ *(ssl_\w+ .*|listen \[::\].*|access_log +/.*)\n", "", text, flags=re.M)
    text = text.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{place.PORT};")
    text = text.replace("server_name community.example.com;", "server_name 127.0.0.1;")
    text = re.sub(r" *server 127\.0\.0\.1:8001(.*)\n", lambda line: nodes(pages, line[1]), text)
    text = text.replace("server 127.0.0.1:8002;", f"server 127.0.0.1:{live};")
    return text.replace("/srv/tertulia/", f"{place.DATA}/")


def nodes(pages: list[int], manner: str) -> str:
    return "".join(f"    server 127.0.0.1:{port}{manner}\n" for port in pages)


class Cluster:
    """Two nodes of pages, one of sockets, two workers, one schedule, nginx; each is started again when it dies."""

    def __enter__(self) -> "Cluster":
        # The product's own settings; the queue by its socket.
        os.environ |= {
            "DJANGO_SETTINGS_MODULE": "config.settings", "REDIS_URL": embedded.redis_url(place.DATA, 0),
            "TRUSTED_PROXIES": "1",
        }  # fmt: skip
        *self.pages, self.live = [
            port for port in place.free_ports(5) if port not in (place.PORT, place.QUEUE_PORT)
        ][:3]
        self.parts = embedded.start(place.DATA, durable=False)
        self.enough = threading.Event()
        self.children: list[children.Child] = []
        try:
            self.prepare()
            self.children = self.made()
            for child in self.children:
                child.start()
            if not until(self.is_open, 120):
                raise RuntimeError("The cluster did not open: " + self.nginx_says())
        except BaseException:
            self.__exit__()
            raise
        self.tending = threading.Thread(target=self.tend, daemon=True)
        self.tending.start()
        return self

    def __exit__(self, *_error) -> None:
        self.enough.set()
        if hasattr(self, "tending"):
            self.tending.join()
        for child in reversed(self.children):
            child.stop(quick=True)
        self.parts.stop(quick=True)
        shutil.rmtree(place.DATA, ignore_errors=True)

    def prepare(self) -> None:
        catalogues.compile_stale()
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        call_command("demo", verbosity=0)
        folder = place.DATA / "nginx"
        folder.mkdir()
        (place.DATA / "media").mkdir(exist_ok=True)
        user = "user root;" if os.getuid() == 0 else ""
        conf = FRAME.format(user=user, data=place.DATA, site=site(self.pages, self.live))
        (folder / "conf").write_text(conf)

    def made(self) -> list[children.Child]:
        node = {"workers": "1"}
        return [
            *(
                children.Child(f"node {port}", command("pages", port=str(port), **node))
                for port in self.pages
            ),
            children.Child("live", command("live", port=str(self.live))),
            *(children.Child(name, command("worker", "--hostname", f"{name}@%h")) for name in ("one", "two")),
            children.Child("schedule", command("beat", schedule=str(place.DATA / "beat"))),
            children.Child("nginx", [NGINX, "-p", str(place.DATA), "-c", str(place.DATA / "nginx" / "conf")]),
        ]

    def tend(self) -> None:
        while not self.enough.wait(0.3):
            for child in self.children:
                child.tend(time.monotonic())

    def is_open(self) -> bool:
        return all(serves(port) for port in (*self.pages, self.live, place.PORT))

    def kill_node(self, number: int) -> None:
        """One node of pages dies at once, and is waited for until it serves again."""
        child = self.children[number]
        pid = child.process.pid
        children.end_group(pid, 0)
        until(lambda: child.process and child.process.pid != pid and serves(self.pages[number]), 60)

    def nginx_says(self) -> str:
        errors = Path(place.DATA / "nginx" / "errors")
        return errors.read_text()[-2000:] if errors.exists() else "nginx said nothing"


def serves(port: int) -> bool:
    """Whether pages come from there; that somebody listens is too early."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False


def nginx_is_missing() -> bool:
    return NGINX is None or subprocess.run([NGINX, "-v"], capture_output=True).returncode != 0
