"""Invitations on the staff's desk."""

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.invitations.models import LIFETIME, Invitation
from accounts.roles import may_invite


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin):
    list_display = ["whom", "role", "state", "uses", "max_uses", "issued_by", "created_at", "expires_at"]
    list_filter = ["role", ("revoked_at", admin.EmptyFieldListFilter)]
    list_select_related = ["issued_by"]
    search_fields = ["email", "issued_by__name"]
    actions = ["resend", "revoke"]
    fields = ["email", "role", "max_uses", "note"]
    show_full_result_count = False

    @admin.display(description=_("for"), ordering="email")
    def whom(self, invitation) -> str:
        return invitation.email or str(_("whoever has the link"))

    @admin.display(description=_("state"))
    def state(self, invitation) -> str:
        return invitation.state.label

    def get_queryset(self, request):
        return Invitation.objects.visible_to(request.user)

    def has_add_permission(self, request) -> bool:
        return super().has_add_permission(request) and may_invite(request.user)

    def has_change_permission(self, request, obj=None) -> bool:
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request, obj=None) -> bool:
        return False

    def save_model(self, request, invitation, form, change):
        wanted = {name: form.cleaned_data[name] for name in self.fields}
        issued = Invitation.issue(by=request.user, lifetime=LIFETIME, **wanted)
        invitation.__dict__.update(issued.__dict__)

    @admin.action(description=_("Send the mail once more"), permissions=["change"])
    def resend(self, request, queryset):
        for invitation in queryset:
            invitation.resend()
        self.message_user(request, _("Sent once more."), messages.SUCCESS)

    @admin.action(description=_("Revoke"), permissions=["change"])
    def revoke(self, request, queryset):
        revoked = sum(invitation.revoke() for invitation in queryset)
        words = ngettext("%(n)s invitation revoked.", "%(n)s invitations revoked.", revoked) % {"n": revoked}
        self.message_user(request, words, messages.SUCCESS)
