from django.apps import AppConfig


class MessagesConfig(AppConfig):
    name = "entregent.messages"
    label = "contact_messages"  # Django has an application "messages" of its own
    default_auto_field = "django.db.models.BigAutoField"
