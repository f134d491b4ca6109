from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsApp(AppConfig):
    name = "accounts"
    verbose_name = _("People and brand")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from accounts.customers import holdings as customers
        from accounts.customers import laws as customers_laws  # noqa: F401 - registers itself
        from accounts.customers import marks as customers_marks
        from accounts.imports import holdings as imports
        from accounts.imports import laws as imports_laws  # noqa: F401
        from accounts.live import receivers, sessions  # noqa: F401 - receivers connect themselves
        from accounts.mail import laws as mail_laws  # noqa: F401 - registers itself
        from accounts.media import laws as media_laws  # noqa: F401
        from accounts.members import second_factor
        from accounts.privacy import laws as privacy_laws  # noqa: F401
        from accounts.privacy import own as own_privacy
        from accounts.privacy import own_periods

        sessions.doubt(second_factor.is_owed)
        from accounts.entrance import receivers as entrance  # noqa: F401 - connects itself
        from accounts.members import receivers as members  # noqa: F401 - connects itself

        own_privacy.register()
        own_periods.register()
        customers.register()
        customers_marks.register()
        imports.register()
