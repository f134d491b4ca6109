"""Letters for the tests: raw messages as mail programs make them."""

from email.message import EmailMessage
from email.utils import parseaddr

from accounts.mail.incoming import sorting
from accounts.mail.incoming.models import IncomingMail
from accounts.mail.models import Mail

_count = iter(range(1, 1_000_000))


def letter(sender: str, to: str, text: str = "Buenas.", **fields) -> EmailMessage:
    """A message in plain text; other headers by their name with underscores, `html=` and `files=` beside it."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = to
    message["Subject"] = fields.pop("subject", "Una pregunta")
    message["Message-ID"] = fields.pop("message_id", f"<letter-{next(_count)}@mail.example.org>")
    html, files = fields.pop("html", ""), fields.pop("files", ())
    for name, value in fields.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for name, kind, content in files:
        maintype, subtype = kind.split("/")
        message.add_attachment(content, maintype=maintype, subtype=subtype, filename=name)
    return message


def taken_in(message, **how) -> IncomingMail:
    """What became of a message, given as one or as bytes."""
    raw = message if isinstance(message, bytes) else message.as_bytes()
    mail, _is_new = sorting.receive(raw, door="test", **how)
    return sorting.sort(mail.pk, how.get("as_of")) or IncomingMail.objects.get(pk=mail.pk)


def last_mail(member, kind: str = "") -> Mail:
    """The latest mail that went to them."""
    mails = Mail.objects.filter(member=member)
    return (mails.filter(kind=kind) if kind else mails).latest("pk")


def answer_to(mail: Mail, text: str, *, sender: str = "", **fields) -> EmailMessage:
    """What a mail program makes when somebody answers that mail."""
    quoted = "\n".join(f"> {line}" for line in mail.text.split("\n"))
    body = f"{text}\n\nEl dom, 22 nov 2026 a las 10:00, Club (<club@example.com>) escribió:\n\n{quoted}\n"
    fields.setdefault("In_Reply_To", mail.message_id)
    fields.setdefault("References", mail.message_id)
    fields.setdefault("subject", f"Re: {mail.subject}")
    return letter(sender or mail.to, parseaddr(mail.headers["Reply-To"])[1], body, **fields)
