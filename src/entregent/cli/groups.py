"""Commands that hold commands."""

import click

from entregent.cli.words import gettext as _


class Group(click.Group):
    """Titles its list of commands in the reader's language, in the order in which they were written."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        commands = [(name, command.get_short_help_str(80)) for name, command in self.commands.items()]
        with formatter.section(_("Commands")):
            formatter.write_dl(commands)
