"""Django's name for this room."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Templates, static files and template tags; no models."""

    name = "entregent.ui"
    label = "ui"
