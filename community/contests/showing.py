"""A contest inside its post, until its poll opens: drawn once for everybody, and whether the reader has handed in."""

from collections.abc import Sequence
from functools import lru_cache

from django.db.models import Exists, OuterRef
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString

from accounts.brand.models import Brand
from accounts.fragments import Marks, drawn, fill
from community.contests.models import Contest, ContestEntry


def contests_in(reader, rows: Sequence, full: bool = False) -> dict[int, str]:
    """The contests of these rows: one statement, and one more for those that nobody has drawn yet."""
    versions = {row.id: row.versions for row in rows}
    mine = ContestEntry.objects.standing().filter(contest=OuterRef("pk"), member_id=reader.pk)
    contests = Contest.objects.filter(pk__in=list(versions)).select_related("poll")
    found = {one.pk: one for one in contests.annotate(has_mine=Exists(mine))}
    phases = {pk: one.phase() for pk, one in found.items()}
    items = [(pk, f"{versions[pk]}.{phases[pk]}") for pk in found]
    language = translation.get_language()
    fragments = drawn(
        "contest", items, language, lambda ids: draw(ids, phases), extra=Brand.current().timezone
    )
    return {
        pk: fill(html, {"words": words_of(language, found[pk].has_mine)})
        for (pk, _version), html in zip(items, fragments, strict=True)
    }


def draw(ids: list[int], phases: dict[int, str]) -> dict[int, str]:
    contests = Contest.objects.filter(pk__in=ids).select_related("poll__post__group__centre")
    return {
        one.pk: render_to_string(
            "community/contests/_inside.html",
            {"contest": one, "poll": one.poll, "post": one.post, "phase": phases[one.pk], "me": Marks(),
             "zone": one.post.group.centre},
        )
        for one in contests
    }  # fmt: skip


@lru_cache(maxsize=16)
def words_of(language: str, has_mine: bool) -> SafeString:
    return render_to_string("community/contests/_words.html", {"has_mine": has_mine})


def report_addresses(poll) -> dict[int, str]:
    """Where each picture on the ballot is reported, by its option: it is its member's, and not of who announced it."""
    entries = ContestEntry.objects.filter(contest=poll.pk, option__isnull=False).values_list("option", "pk")
    return {option: reverse("reports:picture", args=[pk]) for option, pk in entries}
