"""Without a mail server a mail is a file that a person can read."""

import email
from email import policy

from django.utils import timezone

from accounts.mail import sending
from config.environment import mail_server


def test_each_mail_is_a_readable_file_named_by_time_and_address(ana, bruno, write, settings, tmp_path):
    settings.MAIL_SERVER = {
        "backend": "accounts.mail.folder.FolderBackend",
        "file_path": str(tmp_path / "mail"),
    }
    for person in (ana, bruno):
        write(person, context={"topic": "la pérgola y el ñandú"})
    assert sending.send_due() == 2
    files = sorted((tmp_path / "mail").iterdir(), key=lambda path: path.name)
    assert [path.suffix for path in files] == [".eml", ".eml"]
    assert files[0].name.startswith(f"{timezone.now():%Y%m%d-}") and files[0].stem.endswith("ana@example.com")
    content = files[0].read_bytes()
    assert "la pérgola y el ñandú".encode() in content
    assert email.message_from_bytes(content, policy=policy.default)["To"] == ana.email


def test_the_house_without_an_address_of_a_server_writes_files(tmp_path):
    assert mail_server("", tmp_path) == {
        "backend": "accounts.mail.folder.FolderBackend",
        "file_path": str(tmp_path),
    }
