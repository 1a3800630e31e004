"""`entregent serve`: the whole product on one machine, in one terminal."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from types import FrameType
from typing import TYPE_CHECKING

import click

from entregent.cli.addresses import base_address, reachable
from entregent.cli.errors import PORT_TAKEN, stop
from entregent.cli.start import full_disk_explained, start_django
from entregent.cli.words import gettext as _

if TYPE_CHECKING:
    from entregent.web.environment import Environment

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PATIENCE = 30  # seconds for a part to start
ENDING = 8  # seconds to stop by itself: the web server can hang for ever when told to stop while it starts
Parts = dict[str, "subprocess.Popen[bytes]"]


@click.command("serve", help=_("Start the web pages and the worker, and print the address."))
@click.option("--port", type=click.IntRange(1, 65535), help=_("Port of the web pages; otherwise PORT, or 8000."))
@click.option("--web-only", is_flag=True, help=_("Leave the worker to `entregent worker`, here or elsewhere."))
@click.option("--demo", "with_demo", is_flag=True, help=_("With the demonstration workspace and its imaginary sites."))
def command(*, port: int | None, web_only: bool, with_demo: bool) -> None:
    if port:
        os.environ["PORT"] = str(port)
    for number in (
        signal.SIGINT,
        signal.SIGTERM,
        signal.SIGHUP,
    ):  # a shell that starts us in the background has SIGINT ignored
        signal.signal(number, _interrupt)
    start_django()
    from django.conf import settings

    here: Environment = settings.ENVIRONMENT
    _refuse_taken_port(here.bind, here.port)
    from entregent.web.static_files import prepare_static_files

    try:
        with full_disk_explained():
            prepare_static_files()
            login_path = _entrance(with_demo=with_demo)
    except KeyboardInterrupt:
        click.echo("\n" + _("Stopped. Everything is kept."))
        return
    _run(_commands(web_only=web_only, with_demo=with_demo), here, login_path)


def _interrupt(_number: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _refuse_taken_port(bind: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((bind, port))
        except OSError:
            sentence = _(
                "Port %(port)d is in use, or not yours to open. Stop what uses it, or choose another: PORT=%(other)d."
            )
            stop(sentence % {"port": port, "other": port + 1 if port < 65535 else 8000}, PORT_TAKEN)


def _entrance(*, with_demo: bool) -> str:
    """Return the path of a one-time link: into the demonstration, or to make the first account; "" when there are accounts."""
    from django.urls import reverse

    from entregent.accounts.selectors import needs_first_account
    from entregent.web.views.entrance import welcome_secret

    if with_demo:
        from entregent.cli.demo import load_with_progress

        return load_with_progress()
    return reverse("web:welcome", args=[welcome_secret()]) if needs_first_account() else ""


def _commands(*, web_only: bool, with_demo: bool) -> dict[str, list[str]]:
    commands = {"web": [sys.executable, "-m", "entregent.web.server"]}
    if not web_only:
        commands["worker"] = [sys.executable, "-m", "entregent", "worker"]
    if with_demo:
        commands["demo"] = [sys.executable, "-m", "entregent", "demo", "--serve-feeds"]
    return commands


def _run(commands: dict[str, list[str]], here: "Environment", login_path: str) -> None:
    """Start the parts, say where to go, wait; when one ends or Ctrl-C comes, end them all."""
    from django.db import connections

    connections.close_all()
    stopping = threading.Event()
    for number in SIGNALS:  # from here on a signal is a wish, so that no part is forgotten while it starts
        signal.signal(number, lambda *_: stopping.set())
    parts: Parts = {}
    try:
        for name, words in commands.items():
            parts[name] = subprocess.Popen(words, start_new_session=True)
        _wait(lambda: stopping.is_set() or _answers(here.bind, here.port) or _ended(parts) is not None, PATIENCE)
        if not stopping.is_set() and _ended(parts) is None:
            _say_where(here, login_path)
        _wait(lambda: stopping.is_set() or _ended(parts) is not None, None)
        ended = _ended(parts)
        if not stopping.is_set():
            click.echo(
                _("A part of Entregent stopped (%(part)s): everything stops with it.") % {"part": ended}, err=True
            )
            raise SystemExit(1)
        click.echo("\n" + _("Stopping…"))
    finally:
        _end(parts)
    click.echo(_("Stopped. Everything is kept."))


def _wait(until: Callable[[], bool], seconds: float | None) -> None:
    started = time.monotonic()
    while not until() and (seconds is None or time.monotonic() - started < seconds):
        time.sleep(0.1)


def _answers(bind: str, port: int) -> bool:
    try:
        with socket.create_connection((reachable(bind), port), timeout=1):
            return True
    except OSError:
        return False


def _ended(parts: Parts) -> str | None:
    return next((name for name, part in parts.items() if part.poll() is not None), None)


def _end(parts: Parts) -> None:
    """Ask each part to stop, again each second for one that is still starting, then insist; by its own pid, never by name."""
    asked = time.monotonic()
    while any(part.poll() is None for part in parts.values()) and time.monotonic() - asked < ENDING:
        for part in parts.values():
            if part.poll() is None:
                part.terminate()
        _wait(lambda: all(part.poll() is not None for part in parts.values()), 1)
    for part in parts.values():
        with suppress(ProcessLookupError):  # a web server told to stop while it starts its own worker leaves it behind
            os.killpg(part.pid, signal.SIGKILL)
        part.wait()


def _say_where(here: "Environment", login_path: str) -> None:
    base = base_address(here) or "https://*"
    click.echo(_("Entregent is open at %(address)s") % {"address": f"{base}/"})
    if login_path:
        click.echo(_("Come in with this link, once: %(link)s") % {"link": base + login_path})
    click.echo(_("Ctrl-C stops it."))
