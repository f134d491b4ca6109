"""The tabs of the moderators' desk."""

from urllib.parse import urlencode

from django.shortcuts import render

from community.groups.models import Group
from community.moderation import register
from community.moderation.kinds import Kind
from community.reports.models import Report

FOLDER = "community/moderation"
NARROWING = ("group", "reason", "about", "sort")


def cases(request, found, after: str):
    wanted = {name: value for name in NARROWING if (value := request.GET.get(name))}
    return shown(
        request, "desk", "", cases=found, wanted=wanted, reasons=Report.Reason.choices,
        groups=Group.objects.moderated_by(request.user).living().order_by("name").values_list("slug", "name")[:200],
        next=f"?{urlencode(wanted | {'after': after})}" if after else "",
    )  # fmt: skip


def proposals(request, found):
    return shown(request, "proposals", "proposals", proposals=found)


def appeals(request, found, before):
    return shown(request, "appeals", "appeals", appeals=found, next=older(before, show="appeals"))


def acts(request, found, before):
    kind = request.GET.get("kind", "")
    known = {"acts": found, "kinds": Kind.choices, "kind": kind, "year": register.year(request.user)}
    return shown(request, "acts", "acts", **known, next=older(before, show="acts", kind=kind))


def shown(request, page: str, tab: str, **context):
    context |= {"tab": tab, "waiting_here": register.waiting(request.user)}
    return render(request, f"{FOLDER}/{page}.html", context)


def older(before, **wanted) -> str:
    wanted = {name: value for name, value in wanted.items() if value}
    return f"?{urlencode(wanted | {'before': before})}" if before else ""
