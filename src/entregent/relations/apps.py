from django.apps import AppConfig


class RelationsConfig(AppConfig):
    name = "entregent.relations"
    label = "relations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """When a word is due is computed anew for files that are joined, or taken apart."""
        from entregent.contacts.actions import after_joining
        from entregent.relations.joining import settle

        after_joining(settle)
