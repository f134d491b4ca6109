"""What the environment says: each reader returns a clean value or stops the start with one sentence that names it."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def refuse(name: str, wanted: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name} cannot be understood: {wanted}.")


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def switch(name: str, default: bool = False) -> bool:
    value = text(name).lower()
    if value in ("", "1", "true", "yes", "on", "0", "false", "no", "off"):
        return default if value == "" else value in ("1", "true", "yes", "on")
    raise refuse(name, "use 1 or 0")


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    if not value.isdecimal():
        raise refuse(name, "use a whole number")
    return int(value)


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def address(name: str, schemes: tuple[str, ...], default: str = "") -> str:
    value = text(name, default)
    if value and urlsplit(value).scheme not in schemes:
        raise refuse(name, "use an address that starts with " + " or ".join(f"{s}://" for s in schemes))
    return value


def database(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    name = unquote(parts.path.lstrip("/"))
    if not name:
        raise refuse("DATABASE_URL", "name a database, as in postgres://user:password@host:5432/name")
    try:
        port = parts.port or ""
    except ValueError as error:
        raise refuse("DATABASE_URL", "its port is not a number") from error
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": query.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": port,
        "ATOMIC_REQUESTS": False,
        "OPTIONS": {
            # Prepared on the server: a fifth to a third more pages (docs/performance.md). From the second use on,
            # because migrations send some statements in pairs, which cannot be prepared.
            "server_side_binding": True,
            "prepare_threshold": 1,
            **query,
        },
    }


def redis_db(url: str, db: int) -> str:
    """The same server, another numbered database; understands redis://, rediss:// and unix:// addresses."""
    if url.startswith("unix://"):
        return url.split("?")[0] + f"?db={db}"
    parts = urlsplit(url)
    return parts._replace(path=f"/{db}").geturl()


def broker(url: str) -> str:
    """Kombu's spelling of the same address."""
    if url.startswith("unix://"):
        return url.replace("unix://", "redis+socket://", 1).replace("?db=", "?virtual_host=")
    return url


def bucket(name: str, endpoint: str) -> dict[str, object]:
    """A private S3-compatible bucket; its keys and region are read from the variables that every S3 tool knows."""
    options = {"bucket_name": name, "endpoint_url": endpoint or None, "default_acl": "private"}
    signed = {"querystring_expire": 60, "signature_version": "s3v4"}
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options | signed}


def mail_server(url: str, folder: Path) -> dict[str, object]:
    parts = urlsplit(url)
    if parts.scheme == "file" or not url:
        return {"backend": "accounts.mail.folder.FolderBackend", "file_path": str(folder)}
    return {
        "backend": "django.core.mail.backends.smtp.EmailBackend",
        "host": parts.hostname,
        "port": parts.port or (465 if parts.scheme == "smtps" else 587),
        "username": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "use_ssl": parts.scheme == "smtps",
        "use_tls": parts.scheme == "smtp+tls",
        "timeout": 20,
    }
