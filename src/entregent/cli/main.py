"""The group of commands, loaded one by one."""

import importlib

import click

from entregent import __version__
from entregent.cli.words import gettext as _

COMMANDS = {
    "serve": _("Start the web pages and the worker."),
    "worker": _("Start a worker alone."),
    "read": _("Read feeds and say what came of it."),
    "listen": _("Read feeds, match watches, rank voices."),
    "parse": _("Print what a feed says, as Entregent reads it."),
    "watch": _("List watches, keep one, try one."),
    "check": _("Check a message against etiquette before it goes out."),
    "match": _("Say which posts of a file the watches of another catch."),
    "demo": _("Load the demonstration workspace, or serve its imaginary sites."),
    "workspace": _("Open workspaces, see who works in them."),
    "user": _("Make accounts, give roles, let people in and out."),
    "backup": _("Save the database and the files in one archive, while everything runs."),
    "restore": _("Put back what a backup holds."),
    "move": _("Move from SQLite to PostgreSQL."),
    "doctor": _("Say what is wrong with this installation and how to mend it."),
    "manage": _("Run a management command of Django."),
}


class LazyGroup(click.Group):
    """Knows the names and the one-line help of its commands; imports the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"entregent.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section(_("Commands")):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=LazyGroup,
    help=_("Entregent: relations with people who are listened to."),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="entregent")
def main() -> None:
    """Entry point of the `entregent` command."""
