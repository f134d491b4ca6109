"""What the pages of setting up show."""

from typing import Any

from django.utils import timezone

from accounts import qr
from accounts.brand.models import Brand, Centre
from community.groups.presets import PRESETS
from config.first_day import forms, inviting, looks, testing
from config.first_day.models import Key, SetupStep
from config.first_day.progress import OTHERWISE, Progress
from tickets.sla.models import BusinessCalendar

FORMS = {
    Key.IDENTITY: forms.IdentityForm,
    Key.LOOK: forms.LookForm,
    Key.LEGAL: forms.LegalForm,
    Key.CENTRES: forms.CentreForm,
    Key.SECTOR: forms.SectorForm,
    Key.TEAM: forms.TeamForm,
    Key.TEXTS: forms.TextsForm,
    Key.MAIL: forms.TestMailForm,
    Key.INVITE: forms.InviteForm,
}
SOON = 4  # holidays that are shown as a proof


def form_of(key: str, request) -> Any:
    """The step's form, filled in with what was sent."""
    more = {"kept": kept(key)} if key in (Key.LEGAL, Key.SECTOR) else {}
    sent = request.POST if request.method == "POST" else None
    return FORMS[Key(key)](sent, request.FILES or None, by=request.user, **more)


def kept(key: str) -> dict[str, Any]:
    row = SetupStep.objects.filter(key=key).first()
    return row.answers if row else {}


def page_of(key: str, form, request) -> dict[str, Any]:
    """The context of a step's page."""
    progress = Progress()
    return {
        "form": form,
        "key": key,
        "step": progress.of(key),
        "progress": progress,
        "before": progress.before(key),
        "after": progress.after(key),
        "otherwise": OTHERWISE[Key(key)],
        **BESIDE.get(Key(key), lambda _form, _request: {})(form, request),
    }


def look(form, request) -> dict[str, Any]:
    """The preview of what stands in the form, or of a suggestion that was followed."""
    wanted = form.data.get("colour") or request.GET.get("colour") or form.instance.colour
    colour = looks.colour_or(wanted, otherwise=Brand.to_change().colour)
    form.initial["colour"] = colour
    return {"colours": looks.CHOICES} | looks.preview_of(colour, Brand.to_change())


def centres(_form, _request) -> dict[str, Any]:
    today = timezone.localdate()
    shown = []
    for centre in Centre.objects.select_related("calendar"):
        calendar = getattr(centre, "calendar", None) or BusinessCalendar.objects.default()
        days = calendar.holidays_of(today.year) + calendar.holidays_of(today.year + 1)
        coming = [day for day in days if day[0] >= today][:SOON]
        shown.append((centre, calendar, coming, calendar.gaps(timezone.now())))
    return {"centres": shown}


def sector(_form, _request) -> dict[str, Any]:
    return {"presets": PRESETS}


def mail(_form, request) -> dict[str, Any]:
    return testing.shown_to(request.user)


def invite(_form, request) -> dict[str, Any]:
    link = inviting.link_of(request.user)
    address = inviting.address_of(link) if link else ""
    return {"link": link, "address": address, "qr": qr.picture_of(address) if link else ""}


BESIDE = {
    Key.LOOK: look,
    Key.CENTRES: centres,
    Key.SECTOR: sector,
    Key.MAIL: mail,
    Key.INVITE: invite,
}
