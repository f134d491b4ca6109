"""A member as far as a face and a name need, for lists whose statement brings no whole member."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Face:
    """What the tag `avatar` draws."""

    pk: int | None
    name: str
    avatar_id: object

    @property
    def avatar_url(self) -> str:
        return small_picture(self.avatar_id)

    @property
    def initials(self) -> str:
        return initials_of(self.name)


def initials_of(name: str) -> str:
    """Of the first and the last word: "Ana María Ruiz" is AR."""
    words = name.split()
    return "".join(word[0] for word in words[:1] + words[1:][-1:]).upper()


def small_picture(key: object) -> str:
    """Where the small size of an uploaded picture is; nothing without one. Written out, because lists ask it for each
    of their faces; a test holds it against the address."""
    return f"/media/{key}/320/" if key else ""
