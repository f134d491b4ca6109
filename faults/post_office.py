"""The house's mail server: keeps what it takes as files, in whatever mood a fault puts it."""

from uuid import uuid4

from faults import place
from tests.accounts.mail.servers import Listening, Mailbox


class Keeping(Mailbox):
    """A mailbox that writes each message down as it comes."""

    def __init__(self):
        super().__init__()
        self.folder = place.DATA / "mail"
        self.folder.mkdir(parents=True, exist_ok=True)
        self.tries = 0

    async def handle_MAIL(self, server, session, envelope, address, options):
        self.tries += 1
        return await super().handle_MAIL(server, session, envelope, address, options)

    async def handle_DATA(self, server, session, envelope):
        answer = await super().handle_DATA(server, session, envelope)
        if answer.startswith("250"):
            (self.folder / f"{uuid4().hex}.eml").write_bytes(envelope.content)
            self.messages.clear()  # the files are enough
        return answer


class PostOffice:
    def __init__(self, port: int):
        self.port, self.mailbox = port, Keeping()
        self.controller: Listening | None = None

    @property
    def address(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    def open(self) -> None:
        self.controller = Listening(self.mailbox, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def close(self) -> None:
        """Nobody answers at its port."""
        if self.controller:
            self.mailbox.released.set()
            self.controller.stop()
            self.controller = None

    def become(self, mood: str) -> None:
        """`accept`, `refuse` (the port closed), or a mood of tests.accounts.mail.servers.Mailbox."""
        self.mailbox.released.set() if mood != "hang" else self.mailbox.released.clear()
        if mood == "refuse":
            self.close()
        else:
            self.mailbox.mood = mood
            if self.controller is None:
                self.open()
