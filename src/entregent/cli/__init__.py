"""The `entregent` command. Commands are found by name and imported when they run, so that --help costs nothing."""

from entregent.cli.main import main

__all__ = ["main"]
