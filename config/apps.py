"""The whole site as an app: its commands live here. And the staff's desk, instead of Django's own admin site."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class ConfigApp(AppConfig):
    name = "config"
    label = "config"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from community.feed import above
        from community.onboarding import leading
        from config import statements
        from config.first_day import strip

        statements.keep_long_ones()
        above.register(strip.strip)
        leading.elsewhere(strip.first_address)


class DeskConfig(AdminConfig):
    default_site = "config.admin.Desk"

    def ready(self):
        super().ready()
        # The library's own pages would show second-factor secrets and open sessions; people manage theirs themselves.
        from allauth.account.models import EmailAddress
        from allauth.mfa.models import Authenticator
        from allauth.usersessions.models import UserSession
        from django.contrib import admin
        from django.contrib.auth.models import Group

        for model in (EmailAddress, Authenticator, UserSession, Group):
            if admin.site.is_registered(model):
                admin.site.unregister(model)
