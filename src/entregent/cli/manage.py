"""`entregent manage`: Django's management commands, for those who know them."""

import click

from entregent.cli.start import start_django
from entregent.cli.words import gettext as _


@click.command(
    "manage",
    help=_("Run a management command of Django: `entregent manage help` lists them."),
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def command(arguments: tuple[str, ...]) -> None:
    start_django(migrate=False)
    from django.core.management import execute_from_command_line

    execute_from_command_line(["entregent manage", *arguments])
