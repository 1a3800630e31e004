"""`entregent demo`: the demonstration workspace and its imaginary sites."""

import json
import os
import signal
import threading
from datetime import date
from typing import TYPE_CHECKING

import click

from entregent.cli.errors import PORT_TAKEN, stop
from entregent.cli.start import full_disk_explained, start_django
from entregent.cli.words import gettext as _
from entregent.cli.words import language

if TYPE_CHECKING:
    from pathlib import Path

    from entregent.accounts.models import Workspace

USUAL_PORT = 8765
LOOPBACK = "127.0.0.1"


@click.command("demo", help=_("Load the demonstration workspace once, or serve the imaginary sites it listens to."))
@click.option("--serve-feeds", is_flag=True, help=_("Serve the imaginary sites until Ctrl-C."))
@click.option(
    "--feeds-port",
    type=click.IntRange(1, 65535),
    default=None,
    help=_("Port of the imaginary sites; kept for the next time."),
)
def command(*, serve_feeds: bool, feeds_port: int | None) -> None:
    start_django()
    port = _kept_port(feeds_port)
    if serve_feeds:
        _serve(port)
        return
    with full_disk_explained():
        path = load_with_progress(port)
    click.echo(
        _("The demonstration is loaded. `entregent serve --demo` opens it; this path logs you in, once: %(path)s")
        % {"path": path}
    )


def load_with_progress(port: int | None = None) -> str:
    """Load the demonstration unless it is there; return the path of a one-time link into it."""
    from django.urls import reverse
    from django.utils import timezone

    from entregent.demo.load import demonstration, demonstration_link, open_demonstration

    chosen = port or _kept_port(None)
    allow_sites(chosen)
    if demonstration() is None:
        _read_sites(open_demonstration(), chosen)
    return reverse("accounts:log_in_by_link", args=[demonstration_link(now=timezone.now())])


def allow_sites(port: int) -> None:
    """Let this process and those it starts read the imaginary sites, which stand on a private address, and nothing else private."""
    from django.conf import settings

    settings.ALLOWED_ADDRESSES = settings.ALLOWED_ADDRESSES | {(LOOPBACK, port)}
    said = os.environ.get("ENTREGENT_ALLOWED_ADDRESSES", "")
    os.environ["ENTREGENT_ALLOWED_ADDRESSES"] = ",".join(part for part in (said, f"{LOOPBACK}:{port}") if part)


def _read_sites(workspace: "Workspace", port: int) -> None:
    from django.conf import settings
    from django.utils import timezone
    from rich.console import Console
    from rich.progress import Progress

    from entregent.demo.load import follow_sites, read_sites
    from entregent.demo.people import meet_people
    from entregent.demo.rights import tell_rights
    from entregent.demo.server import PortTakenError, running

    try:
        with running(port) as server, Progress(console=Console(stderr=True)) as progress:
            sources = follow_sites(workspace, server.feeds())
            task = progress.add_task(_("Reading the imaginary sites"), total=len(sources))
            read_sites(
                sources,
                user_agent=settings.USER_AGENT,
                allowed=settings.ALLOWED_ADDRESSES,
                on_read=lambda _read: progress.advance(task),
            )
            now = timezone.now()
            met = meet_people(workspace, now=now, port=port, language=language())
            tell_rights(workspace, met, now=now, language=language())
    except (PortTakenError, PermissionError):
        workspace.delete()
        _refuse(port)


def _serve(port: int) -> None:
    from entregent.demo.server import PortTakenError, running

    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    try:
        with running(port) as server:
            click.echo(_("The imaginary sites are served; their list: %(url)s") % {"url": server.opml_url})
            stopped.wait()
    except (PortTakenError, PermissionError):
        _refuse(port)


def _refuse(port: int) -> None:
    sentence = _(
        "Port %(port)d, kept for the imaginary sites, is in use. Stop what uses it, or choose another with --feeds-port."
    )
    stop(sentence % {"port": port}, PORT_TAKEN)


def _kept_port(asked: int | None) -> int:
    """Return the port of the imaginary sites: their addresses hold it, so that it is chosen once and kept."""
    from django.conf import settings

    kept: Path = settings.ENVIRONMENT.home / "demo.json"
    if asked is None and kept.exists():
        return int(json.loads(kept.read_text())["port"])
    port = asked or _free_port()
    kept.write_text(json.dumps({"port": port, "since": date.today().isoformat()}))  # noqa: DTZ011 (for people who look)
    return port


def _free_port() -> int:
    import socket

    for port in (USUAL_PORT, 0):
        with socket.socket() as trial:
            try:
                trial.bind((LOOPBACK, port))
            except OSError:
                continue
            return int(trial.getsockname()[1])
    raise OSError
