"""A small IMAP server for the tests: one mailbox, enough verbs for whoever polls it."""

import re
import socketserver
import threading
from contextlib import contextmanager


class Box(socketserver.ThreadingTCPServer):
    allow_reuse_address = daemon_threads = True

    def __init__(self, messages: list[bytes]):
        super().__init__(("127.0.0.1", 0), Line)
        self.messages = dict(enumerate(messages, 1))
        self.seen: set[int] = set()

    @property
    def url(self) -> str:
        return f"imap://club%40example.com:secret@127.0.0.1:{self.server_address[1]}/INBOX"


class Line(socketserver.StreamRequestHandler):
    def handle(self):
        self.say("* OK ready")
        while line := self.rfile.readline().decode().strip():
            tag, _, rest = line.partition(" ")
            verb = rest.split()[0].upper()
            if verb == "UID":
                self.uid(rest.split(maxsplit=1)[1])
            elif verb == "CAPABILITY":
                self.say("* CAPABILITY IMAP4rev1")
            elif verb == "SELECT":
                self.say(f"* {len(self.server.messages)} EXISTS")
            elif verb == "LOGOUT":
                self.say("* BYE")
            self.say(f"{tag} OK {verb} done")
            if verb == "LOGOUT":
                return

    def uid(self, command: str) -> None:
        verb, _, rest = command.partition(" ")
        if verb.upper() == "SEARCH":
            unseen = [str(uid) for uid in self.server.messages if uid not in self.server.seen]
            self.say("* SEARCH " + " ".join(unseen))
            return
        uid = int(re.match(r"\d+", rest)[0])
        if verb.upper() == "FETCH":
            raw = self.server.messages[uid]
            self.wfile.write(
                f"* {uid} FETCH (UID {uid} BODY[]<0> {{{len(raw)}}}\r\n".encode() + raw + b")\r\n"
            )
        elif verb.upper() == "STORE":
            self.server.seen.add(uid)

    def say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")


@contextmanager
def serving(*messages: bytes):
    with Box(list(messages)) as box:
        threading.Thread(target=box.serve_forever, daemon=True).start()
        yield box
        box.shutdown()
