from django.apps import AppConfig


class WatchesConfig(AppConfig):
    name = "entregent.watches"
    label = "watches"
    default_auto_field = "django.db.models.BigAutoField"
