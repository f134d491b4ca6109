"""The cast of all tests, and the ways they come in.

Ana, a customer. Bruno, a customer outside Ana's closed group. Marta, moderator. Sol, agent. Gema, manager.
"""

from django.contrib.auth.hashers import make_password
from django.test import Client
from django.utils import timezone

from accounts.members import second_factor
from accounts.members.models import Member
from accounts.roles import Role

PASSWORD = "tertulia"
_hashed: list[str] = []


def person(name: str, **fields) -> Member:
    """A member who joined and was approved; give `joined_at=None` and the like for anybody else."""
    handle = fields.pop("handle", name.split()[0].lower())
    now = timezone.now()
    known = {"email": f"{handle}@example.com", "language": "en", "joined_at": now, "approved_at": now}
    return Member.objects.create(name=name, handle=handle, **(known | {"password": hashed()} | fields))


def hashed() -> str:
    if not _hashed:
        _hashed.append(make_password(PASSWORD))
    return _hashed[0]


def client_of(member: Member | None = None, **defaults) -> Client:
    """A browser in which the member is signed in, staff with their second factor. Nobody: signed out."""
    client = Client(**defaults)
    if member:
        client.force_login(member)
        if member.is_staff:
            session = client.session
            second_factor.note(session, member)
            session.save()
    return client


def ana() -> Member:
    return person("Ana Ruiz")


def bruno() -> Member:
    return person("Bruno Gil")


def marta() -> Member:
    return person("Marta Vidal", role=Role.MODERATOR)


def sol() -> Member:
    return person("Sol Ortega", role=Role.AGENT, title="Members' service")


def gema() -> Member:
    return person("Gema Prado", role=Role.MANAGER, title="Director")
