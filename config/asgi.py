"""Sockets, and in the embedded arrangement the pages too."""

import os

from channels.routing import ProtocolTypeRouter
from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
pages = get_asgi_application()

from config import warming, websockets  # noqa: E402 - the apps must be ready before consumers are imported

warming.warm()
application = ProtocolTypeRouter({"http": pages, "websocket": websockets.application})
