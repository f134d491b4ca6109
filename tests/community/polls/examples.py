"""Polls for the tests."""

from community.polls.models import Poll


def poll(by, place, *options, title="Which day?", **fields) -> Poll:
    words = options or ("Friday", "Saturday", "Sunday")
    return Poll.objects.ask(
        by=by, group=place, title=title, options=[(word, None) for word in words], **fields
    )


def option(of: Poll, text: str) -> int:
    return of.options.get(text=text).pk


def votes(of: Poll) -> dict[str, int]:
    return {one.text: one.vote_count for one in of.options.all()}


def fresh(of: Poll) -> Poll:
    return Poll.objects.select_related("post__group").get(pk=of.pk)
