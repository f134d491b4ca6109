"""Members on the staff's desk: looked up and let in; how they stand is changed by their verbs, never by a field."""

from django.contrib import admin, messages
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.members import sessions
from accounts.members.models import Member


class StandingFilter(admin.SimpleListFilter):
    """By how they stand now, in the words of the list."""

    title = _("standing")
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return [
            ("in", _("Member")),
            ("pending", _("Waiting for approval")),
            ("invited", _("Has not joined")),
            ("suspended", _("Suspended")),
            ("left", _("Former member")),
        ]

    def queryset(self, request, queryset):
        return queryset.standing(self.value()) if self.value() else queryset


@admin.register(Member)
class MemberAdmin(admin.ModelAdmin):
    list_display = ["name", "email", "role", "standing", "joined_on"]
    list_filter = ["role", StandingFilter]
    search_fields = ["name", "email", "handle", "membership_number", "phone"]
    search_help_text = _("Name, e-mail, handle, membership number or telephone")
    ordering = ["name", "pk"]
    actions = ["approve"]
    fields = [
        "name",
        "email",
        "handle",
        "role",
        "title",
        "phone",
        "membership_number",
        "born_on",
        "bio",
        "language",
        "standing",
    ]
    readonly_fields = ["standing"]
    list_per_page = 50
    show_full_result_count = False
    change_form_template = "admin/accounts/member/change_form.html"

    @admin.display(description=_("standing"))
    def standing(self, member) -> str:
        return member.standing_words

    @admin.display(description=_("joined"), ordering="joined_at", empty_value="–")
    def joined_on(self, member) -> str | None:
        return member.joined_at and date_format(timezone.localtime(member.joined_at), "SHORT_DATE_FORMAT")

    @admin.action(description=_("Let in those who are waiting"), permissions=["change"])
    def approve(self, request, queryset):
        approved = sum(member.approve(by=request.user) for member in queryset.pending())
        words = ngettext("%(n)s person is in.", "%(n)s people are in.", approved) % {"n": approved}
        self.message_user(request, words, messages.SUCCESS)

    def get_readonly_fields(self, request, obj=None):
        fixed = obj is None or not obj.role_changeable_by(request.user)
        return [*self.readonly_fields, "role"] if fixed else self.readonly_fields

    def save_model(self, request, member, form, change):
        if "role" in form.changed_data:
            role, member.role = member.role, form.initial["role"]
            member.take_role(role, by=request.user)
        super().save_model(request, member, form, change)
        if "email" in form.changed_data and member.joined_at:
            sessions.keep_address(member)
        member.touch()  # cards that show the person are drawn anew

    def has_delete_permission(self, request, obj=None) -> bool:
        return False  # people leave or are erased by the rules of privacy, never by a button here
