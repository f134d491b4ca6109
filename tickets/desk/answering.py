"""What is said on a ticket: in public under the post, to the customer, among staff. The verb is the audience."""

from django.db import models, transaction
from django.utils.translation import gettext as _

from community.chat.models import Message
from community.comments.models import Comment
from community.rendering.markdown import render
from tickets.desk import history, notices
from tickets.desk.states import NotPossible, State
from tickets.sla.models import Clock


class SomethingNew(Exception):
    """Held: others wrote or changed the ticket while this was being written. The text is kept, nothing was sent."""


class Answering(models.Model):
    """Trait of the ticket: its words. None of them ever changes its audience (D-4)."""

    class Meta:
        abstract = True

    # Questions

    @property
    def has_public_layer(self) -> bool:
        """Whether there is a thread that the community can read."""
        source = self.source
        if source is None or source.hidden_at or source.deleted_at:
            return False
        thread = self.thread
        if self.message_id:
            return thread is not None and not thread.is_archived
        return thread is not None and not thread.hidden_at and not thread.deleted_at

    # Verbs

    @transaction.atomic
    def answer_publicly(
        self, *, by, body, submission=None, signed_as="", seen=None, as_of=None
    ) -> Comment | Message:
        """Publishes an official answer under the post, or in the group's room. Returns the comment or message.

        `seen` is the ticket's version that the writer had before them: raises SomethingNew when it moved.
        """
        as_of = self.begin(as_of)
        spoken = Message if self.message_id else Comment
        if submission and (sent := spoken.objects.filter(author=by, submission=submission).first()):
            return sent
        self.hold_if_moved(seen)
        answer = self.publish_answer(
            by=by, body=body, submission=submission, signed_as=signed_as, as_of=as_of
        )
        where = {answer._meta.model_name: answer.pk}
        history.record(self, "public_answer", by=by, as_of=as_of, text=body, **where)
        self.settle()
        notices.answered_publicly(self, answer, by=by)
        return answer

    @transaction.atomic
    def reply(self, *, by, body, submission=None, uploads=(), seen=None, as_of=None):
        """Writes to the customer, and to nobody else. Returns the reply."""
        as_of = self.begin(as_of)
        if (sent := self.sent_before(by, submission)) is not None:
            return sent
        self.hold_if_moved(seen)
        reply = self.send_reply(by=by, body=body, submission=submission, uploads=uploads, as_of=as_of)
        history.record(self, "reply", by=by, as_of=as_of, reply=reply.pk, text=body)
        self.settle()
        notices.replied(self, reply, by=by)
        return reply

    @transaction.atomic
    def note(self, *, by, body, submission=None, uploads=(), as_of=None):
        """Writes a note that only the team ever reads. Stops no clock and moves no state. Returns the note."""
        as_of = self.begin(as_of)
        if (sent := self.sent_before(by, submission)) is not None:
            return sent
        note = self.keep_message(
            by=by, body=body, audience="internal", submission=submission, uploads=uploads, as_of=as_of
        )
        history.record(self, "note", by=by, as_of=as_of, reply=note.pk, text=body)
        self.settle(internal=True)
        notices.noted(self, note, by=by)
        return note

    @transaction.atomic
    def write(self, *, by, body, submission=None, uploads=(), channel="form", as_of=None):
        """The customer adds something in private. A request that waited for them goes on. Returns the reply."""
        as_of = self.begin(as_of)
        if (sent := self.sent_before(by, submission)) is not None:
            return sent
        if not self.is_open and not self.reopenable(as_of):
            raise NotPossible(
                _("This request has been closed for more than thirty days. Open a new one: we link them.")
            )
        if not self.is_open:
            self.reopen(by=by, as_of=as_of)
        reply = self.keep_message(
            by=by,
            body=body,
            from_customer=True,
            submission=submission,
            uploads=uploads,
            channel=channel,
            as_of=as_of,
        )
        history.record(self, "customer_wrote", by=by, as_of=as_of, reply=reply.pk, text=body)
        self.customer_spoke(as_of)
        self.settle()
        notices.customer_wrote(self, by=by)
        return reply

    def add_words(self, text: str, *, by, as_of=None) -> None:
        """What the customer says once more, in another place, as a message here; nothing when they have said it."""
        said = self.replies.filter(author=by, from_customer=True, body=text)
        if text != self.text and not said.exists():
            self.write(by=by, body=text, as_of=as_of)

    @transaction.atomic
    def heard_in_public(self, comment, *, as_of=None) -> None:
        """Somebody who is not staff commented in the thread: the writer of an answer should see it first."""
        as_of = self.begin(as_of)
        if comment.author_id == self.customer_id and self.is_open:
            self.customer_spoke(as_of)
            history.record(self, "customer_commented", by=comment.author, as_of=as_of, comment=comment.pk)
            notices.customer_wrote(self, by=comment.author)
        self.settle()

    @transaction.atomic
    def show_to(self, visible: str, *, by, as_of=None):
        """The customer takes it out of the community's sight ("staff") or shows it again ("group"); only they may.

        What is taken out goes on as before: same key, same clocks. What a moderator hid stays hidden.
        """
        as_of = self.begin(as_of)
        if self.thread is None or by.pk != self.customer_id:
            raise NotPossible(_("This request has no public part."))
        if visible == "staff" and not self.private_at:
            self.private_at = as_of
            self.source.withhold(by=by, as_of=as_of)
        elif visible == "group" and self.private_at:
            self.private_at = None
            self.source.show_again(by=by)
        else:
            return self
        history.record(self, "visibility", by=by, as_of=as_of, visible=visible)
        self.settle()
        return self

    # The steps they share

    def publish_answer(self, *, by, body, as_of, submission=None, signed_as="") -> Comment | Message:
        if not self.has_public_layer:
            raise NotPossible(
                _("The community cannot read this request any more, so answer the customer in private.")
            )
        said = {"by": by, "body": body, "submission": submission, "signed_as": signed_as, "as_of": as_of}
        if self.message_id:
            answer = Message.objects.send(room=self.thread, reply_to=self.message, official=True, **said)
        else:
            answer = Comment.objects.say(post=self.thread, parent=self.comment, official=True, **said)
        self.staff_spoke(as_of)
        return answer

    def send_reply(self, *, by, body, as_of, submission=None, uploads=()):
        reply = self.keep_message(by=by, body=body, submission=submission, uploads=uploads, as_of=as_of)
        self.staff_spoke(as_of)
        return reply

    def keep_message(
        self,
        *,
        by,
        body,
        as_of,
        audience="customer",
        from_customer=False,
        submission=None,
        uploads=(),
        channel="form",
    ):
        reply = self.replies.create(
            author=by, audience=audience, from_customer=from_customer, body=body, body_html=render(body),
            channel=channel, submission=submission, created_at=as_of,
        )  # fmt: skip
        self.keep_files(uploads, reply=reply)
        return reply

    def keep_files(self, uploads, reply=None) -> None:
        for upload in uploads:
            self.files.get_or_create(upload=upload, defaults={"reply": reply})

    def hold_if_moved(self, seen: int | None) -> None:
        if seen is not None and seen != self.version:
            raise SomethingNew

    def sent_before(self, by, submission):
        """What the same form made when it was sent before, or None."""
        if submission is None:
            return None
        return self.replies.filter(author=by, submission=submission).first()

    def staff_spoke(self, as_of) -> None:
        """Only a human answer that the customer can read stops the answer clocks and leaves "received"."""
        Clock.objects.answered(self, as_of)
        if self.state == State.RECEIVED:
            self.become(State.IN_PROGRESS, as_of)
        self.answered_at = self.answered_at or as_of
        self.last_message_at, self.last_message_by_customer = as_of, False

    def customer_spoke(self, as_of) -> None:
        self.last_message_at, self.last_message_by_customer = as_of, True
        if self.state == State.WAITING:
            self.become(State.IN_PROGRESS, as_of)
            Clock.objects.resume(self, as_of)
        Clock.objects.customer_wrote(self, as_of)
