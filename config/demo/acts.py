"""One complaint of the demo, from the first word to the last: every act at its own time, none in the future."""

import uuid
from datetime import timedelta

from django.utils import timezone

from accounts.brand.models import Brand
from community.comments.models import Comment
from community.flags.models import Flag
from community.flags.signals import complaint_for_staff, opened
from community.posts.models import Post
from community.rendering.markdown import render
from config.demo import pictures
from tickets.desk.models import Ticket


def moment(as_of, days: float, hour: int):
    """So many days ago, at that hour of the club's clock; never later than an hour ago."""
    local = timezone.localtime(as_of, Brand.current().zone) - timedelta(days=days)
    return min(
        local.replace(hour=hour, minute=(hour * 7) % 60, second=0, microsecond=0), as_of - timedelta(hours=1)
    )


def let_in(group, member) -> None:
    """Whoever has something to say in a group belongs to it."""
    if not group.holds(member):
        group.admit(member)


def live_through(complaint, people, groups, as_of) -> Ticket:
    days, hour, author, where, text, asks_for, steps = complaint
    said = moment(as_of, days, hour)
    if where == "staff":
        ticket = tell_staff(people[author], text, asks_for, said)
    else:
        let_in(groups[where], people[author])
        post = Post.objects.publish(
            by=people[author], group=groups[where], kind="complaint", body=text, asks_for=asks_for, as_of=said,
            pictures=pictures.for_complaint(people[author], text),
        )  # fmt: skip
        ticket = Ticket.objects.of(post)
    for hours, who, verb, words in steps:
        at = said + timedelta(hours=hours)
        if at < as_of:
            ACTS[verb](Ticket.objects.get(pk=ticket.pk), people[who], words, at, people)
    return ticket


def tell_staff(member, text, asks_for, said) -> Ticket:
    answers = complaint_for_staff.send(
        sender=Flag, member=member, group=None, text=text, text_html=render(text), asks_for=asks_for,
        experienced_on=None, uploads=(), submission=uuid.uuid4(), noted_at=None, as_of=said,
    )  # fmt: skip
    return opened(answers)


def comment(ticket, who, words, at, people):
    let_in(ticket.thread.group, who)
    Comment.objects.say(post=ticket.thread, by=who, body=words, as_of=at)


def flag(ticket, who, words, at, people):
    let_in(ticket.thread.group, who)
    ticket.source.flag(by=who, as_of=at)


def wait(ticket, who, words, at, people):
    ticket.wait_for_customer(by=who, missing=words, as_of=at)


def promise(ticket, who, words, at, people):
    ticket.promise(ticket.promised_at + timedelta(days=3), by=who, reason=words, as_of=at)


def me_too(ticket, who, words, at, people):
    Ticket.objects.open_me_too(
        ticket.source, ticket, member=who, text=words, text_html=render(words), as_of=at
    )


ACTS = {
    "comment": comment,
    "wait": wait,
    "promise": promise,
    "me_too": me_too,
    "flag": flag,
    "public": lambda ticket, who, words, at, people: ticket.answer_publicly(by=who, body=words, as_of=at),
    "board": lambda ticket, who, words, at, people: ticket.answer_publicly(
        by=who, body=words, signed_as="La Junta", as_of=at
    ),
    "reply": lambda ticket, who, words, at, people: ticket.reply(by=who, body=words, as_of=at),
    "note": lambda ticket, who, words, at, people: ticket.note(by=who, body=words, as_of=at),
    "customer": lambda ticket, who, words, at, people: ticket.write(by=who, body=words, as_of=at),
    "assign": lambda ticket, who, words, at, people: ticket.assign(to=people[words], by=who, as_of=at),
    "urgent": lambda ticket, who, words, at, people: ticket.prioritise("urgent", by=who, as_of=at),
    "solve": lambda ticket, who, words, at, people: ticket.solve(by=who, note=words, as_of=at),
    "refuse": lambda ticket, who, words, at, people: ticket.refuse(by=who, reason=words, as_of=at),
    "withdraw": lambda ticket, who, words, at, people: ticket.withdraw(by=who, as_of=at),
    "confirm": lambda ticket, who, words, at, people: ticket.confirm(by=who, as_of=at),
    "reopen": lambda ticket, who, words, at, people: ticket.reopen(by=who, reason=words, as_of=at),
}
