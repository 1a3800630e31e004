"""What the environment may say, read and checked once. No Django here: `entregent doctor` reads it where Django cannot start."""

import ipaddress
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from entregent.core.errors import EntregentError


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of the environment; its meaning stands in docs/reference/settings.md."""

    name: str
    default: str


VARIABLES = (
    Variable("ENTREGENT_HOME", "the user's data directory"),
    Variable("DATABASE_URL", "sqlite in ENTREGENT_HOME"),
    Variable("PORT", "8000"),
    Variable("ENTREGENT_BIND", "127.0.0.1"),
    Variable("ENTREGENT_HOSTS", "localhost,127.0.0.1,[::1]"),
    Variable("ENTREGENT_HTTPS", "0"),
    Variable("ENTREGENT_SECRET_KEY", "made once, kept in ENTREGENT_HOME"),
    Variable("ENTREGENT_CONTACT", ""),
    Variable("ENTREGENT_ALLOWED_ADDRESSES", ""),
    Variable("ENTREGENT_LOG_FORMAT", "text"),
    Variable("ENTREGENT_DEBUG", "0"),
)


class ConfigurationError(EntregentError):
    """The installation cannot start as it is. `problem` names why, `detail` what about."""

    def __init__(self, problem: str, detail: str) -> None:
        super().__init__(f"{problem}: {detail}")
        self.problem = problem
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Environment:
    """The settings of an installation, checked."""

    home: Path
    database_url: str
    port: int
    bind: str
    hosts: tuple[str, ...]
    https: bool
    contact: str
    allowed_addresses: frozenset[tuple[str, int]]
    json_logs: bool
    debug: bool
    secret_key: str


def read(variables: Mapping[str, str] = os.environ) -> Environment:
    """Read the environment, making the home and its secret key where they are missing.

    Raises ConfigurationError.
    """
    home = Path(variables.get("ENTREGENT_HOME") or platformdirs.user_data_dir("entregent")).expanduser().absolute()
    bind = variables.get("ENTREGENT_BIND") or "127.0.0.1"
    debug = _flag(variables, "ENTREGENT_DEBUG")
    hosts = _listed(variables.get("ENTREGENT_HOSTS") or "localhost,127.0.0.1,[::1]")
    public = next((host for host in (bind, *hosts) if not _is_loopback(host.strip("[]"))), None)
    if debug and public:
        raise ConfigurationError("debug in public", public)
    _prepare(home)
    return Environment(
        home=home,
        database_url=variables.get("DATABASE_URL") or f"sqlite:///{home / 'entregent.sqlite3'}",
        port=_port(variables.get("PORT") or "8000", "PORT"),
        bind=bind,
        hosts=hosts,
        https=_flag(variables, "ENTREGENT_HTTPS"),
        contact=variables.get("ENTREGENT_CONTACT", ""),
        allowed_addresses=allowed_addresses(variables.get("ENTREGENT_ALLOWED_ADDRESSES", "")),
        json_logs=variables.get("ENTREGENT_LOG_FORMAT", "text") == "json",
        debug=debug,
        secret_key=variables.get("ENTREGENT_SECRET_KEY") or _kept_secret(home / "secret.key"),
    )


def allowed_addresses(text: str) -> frozenset[tuple[str, int]]:
    """Read "127.0.0.1:8765,[::1]:9000" as exact (address, port) pairs.

    Raises ConfigurationError for names and ranges: only exact addresses can be allowed.
    """
    pairs = set()
    for one in _listed(text):
        address, _, port = one.rpartition(":")
        try:
            pairs.add((str(ipaddress.ip_address(address.strip("[]"))), _port(port, "ENTREGENT_ALLOWED_ADDRESSES")))
        except ValueError as error:
            raise ConfigurationError("bad address", one) from error
    return frozenset(pairs)


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _flag(variables: Mapping[str, str], name: str) -> bool:
    written = variables.get(name, "").strip().lower()
    if written in ("", "0", "no", "false", "off"):
        return False
    if written in ("1", "yes", "true", "on"):
        return True
    raise ConfigurationError("bad flag", f"{name}={written}")


def _port(text: str, name: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 65536:
        raise ConfigurationError("bad port", f"{name}={text}")
    return int(text)


def _is_loopback(bind: str) -> bool:
    try:
        return bind == "localhost" or ipaddress.ip_address(bind).is_loopback
    except ValueError:
        return False


def _prepare(home: Path) -> None:
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        probe = home / f".writable-{os.getpid()}-{secrets.token_hex(4)}"
        probe.write_bytes(b"entregent")
        probe.unlink()
    except OSError as error:
        raise ConfigurationError("home", f"{home} ({error.strerror})") from error


def _kept_secret(path: Path) -> str:
    """Return the installation's secret, made on first use and readable by its owner alone."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        kept = path.read_text().strip()
        if len(kept) < 50:
            raise ConfigurationError("secret", str(path)) from None
        return kept
    with os.fdopen(handle, "w") as file:
        made = secrets.token_urlsafe(50)
        file.write(made)
        file.flush()
        os.fsync(file.fileno())
    return made
