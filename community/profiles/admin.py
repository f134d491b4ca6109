"""What the brand would like to know of its people, put together by a manager on the desk."""

from django.contrib import admin
from django.db.models import Count
from django.forms.models import BaseInlineFormSet, BaseModelFormSet
from django.utils.translation import gettext_lazy as _

from community.profiles.fields import ProfileField, ProfileOption


class Spoken:
    """Trait of rows of a table: each input says what it is, since there is only the head of its column."""

    def add_fields(self, form, index) -> None:
        super().add_fields(form, index)  # type: ignore[misc]
        for field in form.fields.values():
            if field.label:
                field.widget.attrs.setdefault("aria-label", field.label)


class OptionRows(Spoken, BaseInlineFormSet):
    pass


class FieldRows(Spoken, BaseModelFormSet):
    pass


class OptionsInline(admin.TabularInline):
    model = ProfileOption
    formset = OptionRows
    extra = 3
    fields = ["label_es", "label", "position", "is_active"]
    ordering = ["position", "pk"]
    verbose_name_plural = _("What one may choose, when the kind is a choice")


@admin.register(ProfileField)
class ProfileFieldAdmin(admin.ModelAdmin):
    list_display = ["__str__", "kind", "position", "is_active", "answered"]
    list_editable = ["position", "is_active"]
    ordering = ["position", "pk"]
    inlines = [OptionsInline]
    fieldsets = (
        (None, {"fields": ["label_es", "label", "kind", "position", "is_active"]}),
        (_("Hint"), {"fields": ["hint_es", "hint"]}),
    )

    def get_changelist_formset(self, request, **kwargs):
        return super().get_changelist_formset(request, formset=FieldRows, **kwargs)

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(told=Count("answers"))

    @admin.display(description=_("answers"))
    def answered(self, field) -> int:
        """How many; nobody here reads whose."""
        return field.told

    def get_readonly_fields(self, request, obj=None):
        return ["kind"] if obj and obj.answers.exists() else []  # what was answered is an answer to that kind

    def has_delete_permission(self, request, obj=None) -> bool:
        """A field that somebody has answered is turned off, not taken away."""
        return super().has_delete_permission(request, obj) and not (obj and obj.answers.exists())
