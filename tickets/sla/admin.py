"""SLA settings: calendars, policies, what a change would do to open requests, and the simulator."""

from datetime import datetime

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from tickets.sla.calendars import USUAL_SLOTS, BusinessCalendar, LocalHoliday, OpeningSlot, wall_time
from tickets.sla.clocks import Clock
from tickets.sla.forms import CalendarForm, PolicyForm, SimulatorForm, SlotForm, SlotFormSet
from tickets.sla.policies import Policy, duration
from tickets.sla.simulator import simulate

LISTED = 100


class RecountsClocks(admin.ModelAdmin):
    """Settings that open clocks are counted by: after a change they are counted anew; "preview" only shows it."""

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        request.moved = Clock.objects.recount(timezone.now())

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        self._tell(request, Clock.objects.recount(timezone.now()))

    def delete_queryset(self, request, queryset):
        super().delete_queryset(request, queryset)
        self._tell(request, Clock.objects.recount(timezone.now()))

    def response_add(self, request, obj, post_url_continue=None):
        return self._preview(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._preview(request, obj) or super().response_change(request, obj)

    def _preview(self, request, obj):
        """The page that shows what would move, with nothing saved; None when it was really saved."""
        if "_preview" not in request.POST:
            self._tell(request, request.moved)
            return None
        # The change was made and its effect looked at; the whole request is undone.
        transaction.set_rollback(True)
        context = {
            **self.admin_site.each_context(request),
            "title": _("What this would change"),
            "opts": self.opts,
            "sentence": str(obj),
            "count": len(request.moved),
            "moves": [_move(clock, before) for clock, before in request.moved[:LISTED]],
        }
        return TemplateResponse(request, "admin/tickets/sla_preview.html", context)

    def _tell(self, request, moved):
        if moved:
            words = ngettext("%(count)d open due time moved.", "%(count)d open due times moved.", len(moved))
            messages.info(request, words % {"count": len(moved)})


def _move(clock, before) -> dict:
    """One line of the preview, with times on the wall of the calendar."""
    zone = clock.calendar.tz
    was, becomes = (m and m.astimezone(zone).replace(tzinfo=None) for m in (before, clock.due_at))
    if was and becomes:
        direction = _("later") if becomes > was else _("earlier")
    else:
        direction = _("new") if becomes else _("none any more")
    kind = clock.get_kind_display()
    return {"ticket": clock.ticket.key, "kind": kind, "was": was, "becomes": becomes, "direction": direction}


class PartOfCalendar(admin.TabularInline):
    """A line of the calendar's page: whoever may read or change the calendar may do so with its lines."""

    def has_view_permission(self, request, obj=None):
        return request.user.has_perm("tickets.view_businesscalendar")

    def has_change_permission(self, request, obj=None):
        return request.user.has_perm("tickets.change_businesscalendar")

    has_delete_permission = has_change_permission

    def has_add_permission(self, request, obj):
        return self.has_change_permission(request, obj)


class SlotInline(PartOfCalendar):
    model = OpeningSlot
    form = SlotForm
    formset = SlotFormSet
    readonly_fields = ("hours",)

    def get_fields(self, request, obj=None):
        return (
            ("weekday", "opens", "closes")
            if self.has_change_permission(request, obj)
            else ("weekday", "hours")
        )

    @admin.display(description=_("hours"))
    def hours(self, slot):
        return f"{wall_time(slot.opens)}–{wall_time(slot.closes)}"

    def get_extra(self, request, obj=None, **kwargs):
        return 1 if obj else len(_usual_hours())


class LocalHolidayInline(PartOfCalendar):
    model = LocalHoliday
    fields = ("day", "name")
    extra = 1


def _usual_hours() -> list[dict]:
    return [
        {"weekday": d, "opens": opens, "closes": closes} for d in range(5) for opens, closes in USUAL_SLOTS
    ]


@admin.register(BusinessCalendar)
class BusinessCalendarAdmin(RecountsClocks):
    form = CalendarForm
    inlines = [SlotInline, LocalHolidayInline]
    list_display = ("name", "is_default", "centre", "zone", "country", "region", "to_do")
    list_select_related = ("centre",)
    readonly_fields = ("to_do", "coming_holidays")
    fieldsets = (
        (None, {"fields": (*CalendarForm.Meta.fields, "to_do")}),
        (_("Holidays"), {"fields": ("coming_holidays",), "classes": ("collapse",)}),
    )

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("slots", "local_holidays")

    def get_formset_kwargs(self, request, obj, inline, prefix):
        kwargs = super().get_formset_kwargs(request, obj, inline, prefix)
        if isinstance(inline, SlotInline) and obj.pk is None:
            kwargs["initial"] = _usual_hours()
        return kwargs

    def get_urls(self):
        view = self.admin_site.admin_view(self.simulator)
        return [path("simulator/", view, name="tickets_businesscalendar_simulator"), *super().get_urls()]

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.is_default)

    @admin.display(description=_("to do"))
    def to_do(self, calendar):
        return (
            format_html_join(" ", "{}", ((gap,) for gap in calendar.gaps(timezone.now())))
            if calendar.pk
            else "–"
        )

    @admin.display(description=_("closed this year and the next"))
    def coming_holidays(self, calendar):
        if not calendar.pk:
            return "–"
        year = timezone.localdate(timezone=calendar.tz).year
        days = [*calendar.holidays_of(year), *calendar.holidays_of(year + 1)]
        lines = format_html_join(
            "", "<li>{} {}</li>", ((date_format(day, gettext("D j M Y")), name) for day, name in days)
        )
        return format_html("<ul>{}</ul>", lines)

    def simulator(self, request):
        """Pick a moment, see every due time and why. Changes nothing, so it is a GET form."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = SimulatorForm(request.GET or None, initial=_now_in_the_default_calendar())
        context = {
            **self.admin_site.each_context(request),
            "title": _("Simulator"),
            "opts": self.opts,
            "form": form,
            "simulation": _simulated(form),
        }
        return TemplateResponse(request, "admin/tickets/businesscalendar/simulator.html", context)


def _now_in_the_default_calendar() -> dict:
    calendar = BusinessCalendar.objects.default()
    now = timezone.localtime(timezone=calendar.tz)
    return {
        "calendar": calendar,
        "day": now.date(),
        "time": now.time(),
        "kind": "complaint",
        "priority": "normal",
    }


def _simulated(form):
    if not form.is_valid():
        return None
    asked = form.cleaned_data
    said = datetime.combine(asked["day"], asked["time"])
    return simulate(
        asked["calendar"], said, kind=asked["kind"], priority=asked["priority"], team=asked["team"]
    )


@admin.register(Policy)
class PolicyAdmin(RecountsClocks):
    form = PolicyForm
    list_display = ("conditions", "first_answer", "next_answer", "resolution")
    list_select_related = ("team", "calendar")
    fields = (*PolicyForm.Meta.fields, "sentence", "neighbours")
    readonly_fields = ("sentence", "neighbours")

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not (obj and obj.is_for_everything)

    @admin.display(description=_("requests"))
    def conditions(self, policy):
        return policy.conditions_in_words

    @admin.display(description=_("first answer"))
    def first_answer(self, policy):
        return _target_in_words(policy.first_answer_minutes)

    @admin.display(description=_("next answers"))
    def next_answer(self, policy):
        return _target_in_words(policy.next_answer_minutes)

    @admin.display(description=_("resolution"))
    def resolution(self, policy):
        return _target_in_words(policy.resolution_minutes)

    @admin.display(description=_("in words"))
    def sentence(self, policy):
        return str(policy) if policy.pk else "–"

    @admin.display(description=_("meets"))
    def neighbours(self, policy):
        """Which other policies fit some of the same requests, and which of the two wins there."""
        others = Policy.objects.overlapping(policy) if policy.pk else []
        lines = format_html_join("", "<li>{}: {}</li>", ((other, _winner(policy, other)) for other in others))
        return format_html("<ul>{}</ul>", lines) if lines else "–"


def _winner(policy, other):
    return gettext("this one wins") if policy.rank() > other.rank() else gettext("that one wins")


def _target_in_words(minutes):
    return duration(minutes) if minutes else "–"
