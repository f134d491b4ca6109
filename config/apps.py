"""The whole site as an app: its commands live here."""

from django.apps import AppConfig


class ConfigApp(AppConfig):
    name = "config"
    label = "config"
