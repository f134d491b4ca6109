"""Without a mail server each mail is a readable .eml file in the data folder."""

import os
import re
from collections.abc import Iterable
from pathlib import Path

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone


class FolderBackend(BaseEmailBackend):
    def __init__(self, file_path: str, **kwargs):
        super().__init__(**kwargs)
        self.folder = Path(file_path)

    def send_messages(self, messages: Iterable[EmailMessage]) -> int:
        messages = list(messages)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for message in messages:
            self._write(message)
        return len(messages)

    def _write(self, message: EmailMessage) -> None:
        address = re.sub(r"[^\w.@+-]", "_", message.to[0])[:80]
        path = self.folder / f"{timezone.now():%Y%m%d-%H%M%S-%f}-{address}.eml"
        half = path.with_suffix(".part")
        half.write_bytes(message.message().as_bytes())
        os.replace(half, path)
