"""Pages, as production serves them."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()

from config import warming  # noqa: E402 - the apps must be ready before templates are

warming.warm()
