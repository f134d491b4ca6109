"""What members looked for in vain, for the managers."""

from django.contrib import admin

from community.search.models import UnansweredSearch


@admin.register(UnansweredSearch)
class UnansweredSearchAdmin(admin.ModelAdmin):
    list_display = ["words", "language", "day", "count"]
    list_filter = ["language"]
    date_hierarchy = "day"
    ordering = ["-day", "-count", "words"]
    search_fields = ["words"]
    show_full_result_count = False

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
