"""A PostgreSQL for one run of the tests: its own cluster, loopback only, no care for power cuts."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

USER = "entregent"
DATABASE = "entregent"
# Debian, Fedora and Homebrew keep the server's programs out of PATH.
FOLDERS = ("usr/lib/postgresql/*/bin", "usr/pgsql-*/bin", "opt/homebrew/opt/postgresql@*/bin")
# PostgreSQL refuses to run as root; the first of these that the machine knows stands in.
UNPRIVILEGED = ("postgres", "nobody")
START_SECONDS = 30.0
STOP_SECONDS = 15.0

# The cluster is thrown away at the end: speed first.
SERVER_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
}


class PostgreSQLError(Exception):
    """The server did not start; the text holds its own words."""


@dataclass(frozen=True, slots=True)
class PostgreSQL:
    """A running server."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes]

    def url(self, database: str = DATABASE) -> str:
        """What DATABASE_URL wants."""
        return f"postgresql://{USER}@127.0.0.1:{self.port}/{database}"

    def stop(self) -> None:
        """Ask for a fast shutdown, insist if need be, and remove the cluster. Doing it twice is harmless."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


def find_postgresql() -> Path | None:
    """Folder that holds initdb and postgres: PATH's, else the newest version's; None when there is none."""
    on_path = shutil.which("initdb")
    folders = [Path(on_path).resolve().parent] if on_path else []
    for pattern in FOLDERS:
        folders += sorted(Path("/").glob(pattern), key=_version, reverse=True)
    return next((folder for folder in folders if _holds_server(folder)), None)


def start_postgresql(programs: Path) -> PostgreSQL:
    """Make a cluster in a temporary folder and start it on a free port of the loopback.

    programs: a folder from find_postgresql. Raises PostgreSQLError. The caller stops what it started.
    """
    folder = Path(tempfile.mkdtemp(prefix="entregent-postgresql-"))
    owner = _owner(folder)
    cluster = folder / "cluster"
    options = ["--auth=trust", f"--username={USER}", "--encoding=UTF8", f"--locale={_locale()}", "--no-sync"]
    try:
        subprocess.run(
            [programs / "initdb", "--pgdata", cluster, *options],
            capture_output=True,
            text=True,
            check=True,
            **owner,
        )
    except (OSError, subprocess.CalledProcessError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise PostgreSQLError(getattr(error, "stderr", None) or str(error)) from error
    port = _free_port()
    settings = {**SERVER_SETTINGS, "port": str(port), "unix_socket_directories": str(folder)}
    command = [
        *_die_with_parent(),
        str(programs / "postgres"),
        *("-D", str(cluster)),
        *(f"--{name}={value}" for name, value in settings.items()),
    ]
    with (folder / "log").open("wb") as log:
        process: subprocess.Popen[bytes] = subprocess.Popen(
            command, stdout=log, stderr=log, start_new_session=True, **owner
        )
    server = PostgreSQL(folder=folder, port=port, process=process)
    _wait_until_ready(server)
    return server


def _owner(folder: Path) -> dict[str, Any]:
    """How to run a program that refuses to be root, in `folder`, which is given to that user."""
    if os.geteuid() != 0:
        return {"cwd": folder}
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    user = next((known[name] for name in UNPRIVILEGED if name in known), None)
    if user is None:
        raise PostgreSQLError(f"root needs one of these users to run PostgreSQL: {', '.join(UNPRIVILEGED)}")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"cwd": folder, "user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def _die_with_parent() -> list[str]:
    """On Linux, what makes the kernel stop the server even when the tests are killed."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "INT", "--"] if setpriv else []


def _wait_until_ready(server: PostgreSQL) -> None:
    """Return once the database exists; raise PostgreSQLError with the server's log when it does not come."""
    deadline = time.monotonic() + START_SECONDS
    while server.process.poll() is None and time.monotonic() < deadline:
        try:
            with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {DATABASE}")
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    log = (server.folder / "log").read_text(encoding="utf-8", errors="replace")
    server.stop()
    raise PostgreSQLError(log)


def _locale() -> str:
    """A locale whose case folding knows accents, as a real installation's does."""
    return "C.UTF-8" if sys.platform == "linux" else "en_US.UTF-8"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _version(folder: Path) -> int:
    digits = "".join(character for character in folder.parent.name if character.isdigit())
    return int(digits or 0)


def _holds_server(folder: Path) -> bool:
    return all(os.access(folder / program, os.X_OK) for program in ("initdb", "postgres"))
