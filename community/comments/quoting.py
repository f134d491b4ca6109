"""What stands in the form of a comment that quotes: the words of another, each line behind its sign."""

from community import keyset
from community.comments.models import Comment
from community.posts.models import Post

LONGEST = 800  # characters: a quote reminds of what was said, the link leads to the rest


def quoted(member, post: int, wanted: str | None) -> str:
    """The quote of that comment below the post, or of the post itself ("post"); nothing for what the member does not
    see. Its author is called by it, and keeps their name if they change it."""
    if not wanted:
        return ""
    if wanted == "post":
        found = Post.objects.visible_to(member).filter(pk=post).select_related("author").first()
    else:
        below = Comment.objects.visible_to(member).filter(post=post, pk=keyset.number(wanted))
        found = below.select_related("author").first()
    return quote_of(found) if found and found.body else ""


def quote_of(written) -> str:
    lines = [line for line in written.body[:LONGEST].split("\n") if not line.startswith(">")]
    if len(written.body) > LONGEST:
        lines[-1] += "…"
    by = [f"@{written.author.handle}:"] if written.author and written.author.handle else []
    return "\n".join(f"> {line}".rstrip() for line in by + lines) + "\n\n"
