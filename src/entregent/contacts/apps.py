from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "entregent.contacts"
    default_auto_field = "django.db.models.BigAutoField"
