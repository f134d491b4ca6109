"""What a ticket keeps of its source when it opens: the words, the time, the files. Later changes do not reach it."""

from django.utils import translation
from django.utils.translation import gettext

from community.chat.models import Message
from community.comments.models import Comment


def of(source, chosen=()) -> dict:
    """The columns of a ticket out of a post, comment or message, with `original_at` and `uploads`.

    Of messages that were `chosen` along with the flagged one those of the same author are part of what they say:
    people complain in several short lines. Legal clocks start with the first of them (L-01).
    """
    if isinstance(source, Message):
        return _of_message(source, chosen)
    return _of_comment(source) if isinstance(source, Comment) else _of_post(source)


def _of_post(post) -> dict:
    about = {"subject": post.headline or _subject(post), "experienced_on": post.experienced_on}
    return {"channel": "post", "post": post, "group": post.group} | _words(post) | about | _files([post])


def _of_comment(comment) -> dict:
    place = {"channel": "comment", "comment": comment, "group": comment.post.group}
    return place | {"subject": _subject(comment)} | _words(comment) | _files([comment])


def _of_message(message, chosen) -> dict:
    own = [one for one in in_order([message, *chosen]) if one.author_id == message.author_id]
    text = "\n\n".join(one.body for one in own if one.body)
    return {
        "channel": "chat", "message": message, "group": message.group, "language": message.language,
        "text": text, "text_html": "".join(one.body_html for one in own),
        "subject": "" if text else _subject(message), "original_at": min(one.said_at for one in own),
    } | _files(own)  # fmt: skip


def _words(source) -> dict:
    return {
        "text": source.body, "text_html": source.body_html, "language": source.language,
        "original_at": source.said_at,
    }  # fmt: skip


def _subject(source) -> str:
    """Of what was said with a picture alone; of a text its first line is the subject."""
    if source.body:
        return ""
    with translation.override(source.language):
        return gettext("A picture, sent in chat") if isinstance(source, Message) else gettext("A picture")


def _files(sources) -> dict:
    return {
        "uploads": [
            picture.upload for source in sources for picture in source.pictures.select_related("upload")
        ]
    }


def in_order(messages) -> list:
    """Each once, as they stand in their room."""
    return sorted({one.pk: one for one in messages}.values(), key=lambda one: one.number)
