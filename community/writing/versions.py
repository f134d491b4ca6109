"""The versions of a text, each with what was changed in it."""

from dataclasses import dataclass

from community import keyset
from community.writing.differences import difference
from community.writing.revisions import Revision

SIZE = 20


@dataclass(frozen=True)
class Version:
    title: str
    body: str  # HTML
    revision: Revision | None = None  # None: what it says now


def versions_of(written, before: str | None = None) -> dict:
    """A page of them, the newest first, each marked against the one before it; where the next page begins."""
    earlier = Revision.objects.of(written)
    key = keyset.number(before)
    rows, has_more = keyset.cut(earlier if key is None else earlier.filter(pk__lt=key), SIZE)
    after = earlier.filter(pk__lt=rows[-1].pk).first() if has_more else None
    texts = [written, *rows] if key is None else rows
    olds = [*texts[1:], after]
    return {
        "versions": [version(text, old) for text, old in zip(texts, olds, strict=True)],
        "next": f"?before={rows[-1].pk}" if has_more else "",
        "was_edited": bool(rows) or key is not None,
    }


def version(text, old: Revision | None) -> Version:
    """The text as one version; what was taken away is compared with nothing."""
    known = None if old is None or old.hidden_at else old
    title = getattr(text, "title", "")
    return Version(
        title=difference(title if known is None else known.title, title),
        body=difference(text.body if known is None else known.body, text.body),
        revision=text if isinstance(text, Revision) else None,
    )
