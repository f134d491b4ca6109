"""A tournament inside its post: drawn once for everybody; names, and whether the reader plays, are filled in."""

from collections.abc import Sequence
from functools import lru_cache

from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from accounts.brand.models import Brand
from accounts.fragments import Marks, drawn, fill
from community.tournaments.models import Entry, Tournament


def tournaments_in(reader, rows: Sequence, full: bool = False) -> dict[int, str]:
    """The tournaments of these rows: one statement, and one more for those that nobody has drawn yet."""
    versions = {row.id: row.versions for row in rows}
    found = {one.pk: one for one in with_own(Tournament.objects.filter(pk__in=list(versions)), reader)}
    phases = {pk: one.phase() for pk, one in found.items()}
    items = [(pk, f"{versions[pk]}.{phases[pk]}") for pk in found]
    fragments = drawn(
        "tournament",
        items,
        translation.get_language(),
        lambda ids: draw(ids, phases),
        extra=Brand.current().timezone,
    )
    return {
        pk: fill(html, state_of(found[pk], phases[pk]))
        for (pk, _version), html in zip(items, fragments, strict=True)
    }


def with_own(tournaments, reader):
    mine = Entry.objects.entered().filter(tournament=OuterRef("pk"), captain_id=reader.pk)
    return tournaments.annotate(
        plays=Exists(mine.filter(line__isnull=True)), waits=Exists(mine.filter(line__isnull=False))
    ).select_related("champion__captain")


def draw(ids: list[int], phases: dict[int, str]) -> dict[int, str]:
    tournaments = Tournament.objects.filter(pk__in=ids).select_related("post__group__centre")
    return {
        one.pk: render_to_string(
            "community/tournaments/_inside.html",
            {"tournament": one, "phase": phases[one.pk], "me": Marks(), "zone": one.post.group.centre},
        )
        for one in tournaments
    }


def state_of(tournament, phase: str) -> dict[str, str]:
    champion = conditional_escape(str(tournament.champion)) if tournament.champion else ""
    words = words_of(translation.get_language(), tournament.plays, tournament.waits, phase)
    return {"champion": champion, "words": words}


@lru_cache(maxsize=64)
def words_of(language: str, plays: bool, waits: bool, phase: str) -> SafeString:
    known = {"plays": plays, "waits": waits, "phase": phase}
    return render_to_string("community/tournaments/_words.html", known)
