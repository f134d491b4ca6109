"""Legal texts on the desk: a new version is added, an old one is never changed."""

from django.contrib import admin

from accounts.legal.models import LegalText


@admin.register(LegalText)
class LegalTextAdmin(admin.ModelAdmin):
    list_display = ("page", "language", "number", "published_at", "by")
    list_filter = ("page", "language")
    ordering = ("page", "language", "-number")
    fields = ("page", "language", "body")

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        made = LegalText.objects.publish(page=obj.page, language=obj.language, body=obj.body, by=request.user)
        obj.pk, obj.number = made.pk, made.number
