"""Answers that could not be taken and that no member of staff reads: a word to whoever wrote them, so that nobody
believes to have said what nobody heard.

It goes to the member's own address alone, never to where the letter says that it is from, and says nothing of what came
from elsewhere.
"""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from accounts.brand.models import Brand
from accounts.mail import outbox, wording
from accounts.mail.incoming.models import IncomingMail
from accounts.mail.incoming.verdicts import Reason, Verdict
from accounts.mail.models import Mail

KIND = "accounts.answer_not_taken"
MOST_A_DAY = 5  # a machine that answers everything is told no more often
# In words for its writer. What is not among these is told to nobody: it may not be theirs.
WHY: dict[str, str] = {
    Reason.NO_RIGHT: gettext_noop("You may not write there any more, or it is closed."),
    Reason.REFUSED: gettext_noop("It could not be taken as it is."),
    Reason.EMPTY: gettext_noop("We found no words in it beside those that it quotes."),
    Reason.EXPIRED: gettext_noop("The mail that you answered is too old."),
    Reason.NO_ADDRESS: gettext_noop("It did not come to the reply address of the mail that you answered."),
    Reason.OTHER_SENDER: gettext_noop(
        "It came from another address than the one to which we wrote, so we cannot know that it is from you."
    ),
}


def tell(mail: IncomingMail, verdict: Verdict, *, as_of: datetime) -> None:
    """Tells the writer what could not be taken: once a letter; of what others send to a member's address once a day."""
    writer = verdict.writer
    if writer is None or not (verdict.left_out if verdict.made else verdict.reason in WHY):
        return
    if Mail.objects.written_to(writer, [KIND], as_of - timedelta(days=1)).count() >= MOST_A_DAY:
        return
    is_own = verdict.reason != Reason.OTHER_SENDER
    once = f"letter:{mail.pk}" if is_own else f"other-sender:{as_of:%Y-%m-%d}"
    own = {"words": mail.text, "about": mail.subject} if is_own else {}
    context = {"left_out": verdict.left_out} if verdict.made else {"why": why(verdict), **own}
    outbox.write(kind=KIND, to=writer, context=context, once=f"{KIND}:{once}", as_of=as_of)


def why(verdict: Verdict) -> str:
    with override(wording.language_for(verdict.writer, None, Brand.current())):
        return verdict.why or _(WHY[verdict.reason])
