"""Members on the staff's desk: looked up and let in; how they stand is changed by their verbs, never by a field."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from accounts.members import names, sessions
from accounts.members.models import Member


class SuspensionForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=280,
        help_text=_("The person reads it: what happened, and which rule it was against."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    until = forms.DateTimeField(
        label=_("Until"),
        required=False,
        help_text=_("Leave it empty: until somebody ends it."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    def clean_reason(self) -> str:
        return names.clean_text(self.cleaned_data["reason"], lines=True)


@admin.register(Member)
class MemberAdmin(admin.ModelAdmin):
    list_display = ["name", "email", "handle", "role", "standing", "joined_at"]
    list_filter = [
        "role",
        ("approved_at", admin.EmptyFieldListFilter),
        ("suspended_at", admin.EmptyFieldListFilter),
    ]
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

    def get_urls(self):
        own = [
            path(
                "<int:pk>/suspension/",
                self.admin_site.admin_view(suspension),
                name="accounts_member_suspension",
            ),
            path(
                "<int:pk>/suspension/end/",
                self.admin_site.admin_view(end),
                name="accounts_member_suspension_end",
            ),
        ]
        return own + super().get_urls()


def suspension(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks why and until when, then shuts the person out."""
    member = _suspendable(request, pk)
    form = SuspensionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        member.suspend(by=request.user, **form.cleaned_data)
        return redirect(_page_of(member))
    context = {**admin.site.each_context(request), "member": member, "form": form, "title": _("Suspend")}
    return render(request, "admin/accounts/member/suspension.html", context)


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    member = _suspendable(request, pk)
    member.unsuspend(by=request.user)
    return redirect(_page_of(member))


def _suspendable(request: HttpRequest, pk: int) -> Member:
    member = get_object_or_404(Member.objects.visible_to(request.user), pk=pk)
    if not member.is_suspendable_by(request.user):
        raise PermissionDenied
    return member


def _page_of(member: Member) -> str:
    return reverse("admin:accounts_member_change", args=[member.pk])
