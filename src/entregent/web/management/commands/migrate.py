"""Django's `migrate`, quickly."""

from typing import Any

from django.core.management.commands import migrate

from entregent.web.migrating import quick_migrations


class Command(migrate.Command):
    def handle(self, *args: Any, **options: Any) -> str | None:
        with quick_migrations():
            return super().handle(*args, **options)
