"""Letters of the tests' own, and where they are carried to."""

import pytest

from accounts.mail import outbox
from tests.accounts.mail import servers

BODY = "Hello {{ member.name|default:'you' }}, {{ topic }}\n{{ base_url }}/x/\n"


@pytest.fixture
def letters(settings, tmp_path):
    """Templates for the kind "tests.letter"; gives their folder."""
    folder = tmp_path / "emails/tests/letter"
    folder.mkdir(parents=True)
    (folder / "subject.txt").write_text("About {{ topic }}\n")
    (folder / "body.txt").write_text(BODY)
    (folder / "body.html").write_text("<p lang='{{ language }}'>Hello {{ member.name }}, {{ topic }}</p>")
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**engine, "DIRS": [tmp_path, *engine["DIRS"]]}]
    return folder


@pytest.fixture
def write(letters):
    """Writes a letter: `write(ana, once="…")`."""

    def write(to, **how):
        how.setdefault("context", {"topic": "the roof"})
        return outbox.write(kind="tests.letter", to=to, **how)

    return write


@pytest.fixture
def carried_to(settings):
    """Points the house at a server: `carried_to(mailbox.port)`; it waits half a second for an answer."""

    def point(port: int) -> None:
        settings.MAIL_SERVER = {
            "backend": "django.core.mail.backends.smtp.EmailBackend",
            "host": "127.0.0.1",
            "port": port,
            "timeout": 0.5,
        }

    return point


@pytest.fixture
def mailbox(carried_to):
    with servers.serving() as mailbox:
        carried_to(mailbox.port)
        yield mailbox
