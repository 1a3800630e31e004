"""The WSGI application that a web server loads."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "entregent.web.settings")
application = get_wsgi_application()

from entregent.web.memory import settle  # noqa: E402 (the settings are read first)

settle()
