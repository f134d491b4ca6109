"""The site's own settings, with the floor's address beside the others."""

from config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
EMAIL_BACKEND = "accounts.mail.backend.OutboxBackend"
