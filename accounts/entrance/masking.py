"""No address that opens something is written into a log (row 47)."""

import logging
import re

# Invitations and their confirmations, the founder's address, password resets, unsubscribing, objecting and a provider's
# calls: the part after the name opens. deploy/nginx.conf knows the same.
OPENS = re.compile(
    r"(/(?:invitation|founding|unsubscribe|objection|password/reset/key|webhooks/mail)/)[^\s\"'/?]+(?:/[^\s\"'?]*)?"
)
SECRET = re.compile(r"((?:[?&](?:token|key|code)=))[^\s&\"']+")
BREAKS = re.compile(r"[\r\n\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def masked(text: str) -> str:
    return SECRET.sub(r"\1…", OPENS.sub(r"\1…/", text))


class Masking(logging.Filter):
    """Rewrites what is about to be written: opening addresses shortened, line breaks of strangers shown as such."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = masked(str(record.msg))
        if isinstance(record.args, tuple):
            record.args = tuple(_clean(arg) if isinstance(arg, str) else arg for arg in record.args)
        return True


def _clean(text: str) -> str:
    return masked(BREAKS.sub(lambda sign: repr(sign.group())[1:-1], text))
