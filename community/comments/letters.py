"""Answers by mail: a letter to the reply address of a post or a comment is a comment, with the rights of today."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.mail.incoming import replies
from accounts.mail.incoming.verdicts import Delivery, Outcome, Reason, Verdict, aside
from community.comments.models import Comment
from community.notifications import kinds
from community.posts.models import Post
from community.writing import enclosed
from community.writing.pictures import MOST

# The letters of the reply addresses.
BELOW_POST, BELOW_COMMENT = "p", "m"
WHO_READS = _("Reply to this mail to comment: whoever can see the post reads it.")


def below_post(delivery: Delivery, member, pk: int) -> Verdict:
    """A comment below the post, if the member may read and write there now (row 23)."""
    return said(delivery, member, Post.objects.visible_to(member).filter(pk=pk).first())


def below_comment(delivery: Delivery, member, pk: int) -> Verdict:
    comment = Comment.objects.visible_to(member).select_related("post__group").filter(pk=pk).first()
    return said(delivery, member, comment and comment.post, parent=comment)


def said(delivery: Delivery, member, post: Post | None, parent: Comment | None = None) -> Verdict:
    if post is None or not member.is_at_home:
        return aside(Reason.NO_RIGHT, text=delivery.text)
    if not delivery.text.strip() and not delivery.letter.files:
        return aside(Reason.EMPTY, text=delivery.text)
    try:
        with transaction.atomic():
            files, left_out = enclosed.kept(delivery.letter, member, most=MOST, documents=True)
            comment = Comment.objects.say(
                post=post, by=member, body=delivery.text, pictures=[(upload, "") for upload in files],
                parent=parent, submission=delivery.submission,
            )  # fmt: skip
    except PermissionDenied as error:
        return aside(Reason.NO_RIGHT, text=delivery.text, why=str(error))
    except ValidationError as error:
        return aside(Reason.REFUSED, text=delivery.text, why=" ".join(error.messages))
    return Verdict(
        Outcome.COMMENT, "", delivery.text, f"post:{post.pk}", f"comment:{comment.pk}", "", left_out
    )


def register() -> None:
    for letter, take in ((BELOW_POST, below_post), (BELOW_COMMENT, below_comment)):
        replies.register(letter, take, words=WHO_READS, goes_back=True)
    kinds.register_answer(Post._meta.label, BELOW_POST)
    kinds.register_answer(Comment._meta.label, BELOW_COMMENT)
