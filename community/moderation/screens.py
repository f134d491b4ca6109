"""The tabs of the moderators' desk."""

from functools import lru_cache
from urllib.parse import urlencode

from django.middleware.csrf import get_token
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from accounts.made_once import made_once
from community.groups.models import Group
from community.moderation import register
from community.moderation.cases import filled
from community.moderation.kinds import Kind
from community.reports.models import Report

FOLDER = "community/moderation"
NARROWING = ("group", "reason", "about", "sort")


def cases(request, rows, after: str):
    wanted = {name: value for name in NARROWING if (value := request.GET.get(name))}
    return shown(
        request, "desk", "", cases=filled(request.user, rows, get_token(request)), wanted=wanted,
        narrowing=narrowing(get_language(), tuple(groups_of.rows(request.user)), tuple(wanted.items())),
        next=f"?{urlencode(wanted | {'after': after})}" if after else "",
    )  # fmt: skip


@made_once
def groups_of(reader):
    """The groups that the reader keeps in order, as many as one chooses from."""
    kept = Group.objects.moderated_by(reader).living().order_by("name")
    return kept.values_list("slug", "name")[:200]


@lru_cache(maxsize=64)
def narrowing(_language: str, groups: tuple[tuple, ...], wanted: tuple[tuple[str, str], ...]) -> SafeString:
    """The form that narrows the desk: drawn once for all who choose from the same groups."""
    known = {"groups": groups, "wanted": dict(wanted), "reasons": Report.Reason.choices}
    return render_to_string(f"{FOLDER}/_narrowing.html", known)


def proposals(request, found):
    return shown(request, "proposals", "proposals", proposals=found)


def corrections(request, found, before):
    return shown(
        request, "corrections", "corrections", corrections=found, next=older(before, show="corrections")
    )


def appeals(request, found, before):
    return shown(request, "appeals", "appeals", appeals=found, next=older(before, show="appeals"))


def acts(request, found, before):
    kind = request.GET.get("kind", "")
    known = {"acts": found, "kinds": Kind.choices, "kind": kind, "year": register.year(request.user)}
    known |= {"held_back": register.held_back(request.user)}
    return shown(request, "acts", "acts", **known, next=older(before, show="acts", kind=kind))


def shown(request, page: str, tab: str, **context):
    context |= {"tab": tab, "waiting_here": register.waiting(request.user)}
    return render(request, f"{FOLDER}/{page}.html", context)


def older(before, **wanted) -> str:
    wanted = {name: value for name, value in wanted.items() if value}
    return f"?{urlencode(wanted | {'before': before})}" if before else ""
