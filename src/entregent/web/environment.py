"""What the environment may say, read and checked once. No Django here: `entregent doctor` reads it where Django cannot start."""

import ipaddress
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from pathlib import Path
from urllib.parse import urlsplit

import dj_email_url
import platformdirs

from entregent.core.errors import EntregentError

INNER_NAMES = (
    ".local",
    ".localhost",
    ".internal",
    ".home.arpa",
    ".lan",
    ".intranet",
    ".corp",
    ".home",
    ".test",
    ".invalid",
)


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
    Variable("ENTREGENT_PROXIES", "1 with ENTREGENT_HTTPS, otherwise 0"),
    Variable("ENTREGENT_SECRET_KEY", "made once, kept in ENTREGENT_HOME"),
    Variable("ENTREGENT_CONTACT", ""),
    Variable("ENTREGENT_ALLOWED_ADDRESSES", ""),
    Variable("ENTREGENT_MAIL_URL", ""),
    Variable("ENTREGENT_MAIL_FROM", ""),
    Variable("ENTREGENT_OIDC_URL", ""),
    Variable("ENTREGENT_OIDC_CLIENT_ID", ""),
    Variable("ENTREGENT_OIDC_SECRET", ""),
    Variable("ENTREGENT_OIDC_NAME", "the host of ENTREGENT_OIDC_URL"),
    Variable("ENTREGENT_OIDC_TRUSTED", "0"),
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
class Mail:
    """The server that letters leave by. `starts_tls`: on a plain connection; `tls`: from its first byte; `sender`: From."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    starts_tls: bool
    tls: bool
    sender: str


@dataclass(frozen=True, slots=True)
class SignOn:
    """The OpenID Connect provider. `url`: its issuer; `trusted`: an address that it vouches for opens the account that has it."""

    url: str
    client_id: str
    secret: str = field(repr=False)
    name: str
    trusted: bool


@dataclass(frozen=True, slots=True)
class Environment:
    """The settings of an installation, checked."""

    home: Path
    database_url: str
    port: int
    bind: str
    hosts: tuple[str, ...]
    https: bool
    proxies: int
    contact: str
    allowed_addresses: frozenset[tuple[str, int]]
    json_logs: bool
    debug: bool
    secret_key: str
    mail: Mail | None
    sign_on: SignOn | None

    @property
    def pages_address(self) -> str:
        """Where members open the pages, for the links in letters: the first of the hosts; this machine's port without HTTPS."""
        return f"https://{self.hosts[0]}" if self.https else f"http://{self.hosts[0]}:{self.port}"

    @property
    def public_address(self) -> str:
        """Where the Internet reaches this installation, as its settings have it: "https://entregent.example.org"; "" if nowhere."""
        names = [host for host in self.hosts if _is_public_name(host)]
        return f"https://{names[0]}" if self.https and names else ""


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
    https = _flag(variables, "ENTREGENT_HTTPS")
    _prepare(home)
    return Environment(
        home=home,
        database_url=variables.get("DATABASE_URL") or f"sqlite:///{home / 'entregent.sqlite3'}",
        port=_port(variables.get("PORT") or "8000", "PORT"),
        bind=bind,
        hosts=hosts,
        https=https,
        proxies=_count(variables.get("ENTREGENT_PROXIES") or ("1" if https else "0"), "ENTREGENT_PROXIES"),
        contact=" ".join(variables.get("ENTREGENT_CONTACT", "").split()),  # one line: it goes into a header
        allowed_addresses=allowed_addresses(variables.get("ENTREGENT_ALLOWED_ADDRESSES", "")),
        json_logs=variables.get("ENTREGENT_LOG_FORMAT", "text") == "json",
        debug=debug,
        secret_key=variables.get("ENTREGENT_SECRET_KEY") or _kept_secret(home / "secret.key"),
        mail=_mail(variables, hosts),
        sign_on=_sign_on(variables),
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


def _mail(variables: Mapping[str, str], hosts: tuple[str, ...]) -> Mail | None:
    """Read ENTREGENT_MAIL_URL and ENTREGENT_MAIL_FROM. No complaint ever shows the password in the address."""
    written = variables.get("ENTREGENT_MAIL_URL", "").strip()
    if not written:
        return None
    scheme, _, rest = written.partition("://")
    shown = f"{scheme}://{rest.split('@')[-1]}"
    if scheme not in ("smtp", "smtps", "submission"):
        raise ConfigurationError("mail url", shown)
    if "*" in hosts:  # a letter carries a link: whoever asks for one must not choose where it leads
        raise ConfigurationError("mail hosts", "*")
    sender = variables.get("ENTREGENT_MAIL_FROM", "").strip()
    if "@" not in parseaddr(sender)[1]:
        raise ConfigurationError("mail from", sender)
    try:
        server = dj_email_url.parse(f"smtp://{rest}" if scheme == "smtps" else written)
        port = urlsplit(written).port
    except ValueError as error:
        raise ConfigurationError("mail url", shown) from error
    if not server["EMAIL_HOST"]:
        raise ConfigurationError("mail url", shown)
    tls = scheme == "smtps" or server["EMAIL_USE_SSL"]  # for dj-email-url, smtps begins in clear
    return Mail(
        host=server["EMAIL_HOST"],
        port=port or (465 if tls else server["EMAIL_PORT"]),
        user=server["EMAIL_HOST_USER"] or "",
        password=server["EMAIL_HOST_PASSWORD"] or "",
        starts_tls=server["EMAIL_USE_TLS"] and not tls,
        tls=tls,
        sender=sender,
    )


def _sign_on(variables: Mapping[str, str]) -> SignOn | None:
    """Read the ENTREGENT_OIDC_* variables. HTTPS is asked of what is not this machine: a secret and identities travel."""
    written = variables.get("ENTREGENT_OIDC_URL", "").strip()
    if not written:
        return None
    url = written.partition("/.well-known/")[0].rstrip("/")
    parts = urlsplit(url)
    if not parts.hostname or not (parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(parts.hostname))):
        raise ConfigurationError("sign-on url", written)
    for name in ("ENTREGENT_OIDC_CLIENT_ID", "ENTREGENT_OIDC_SECRET"):
        if not variables.get(name):
            raise ConfigurationError("sign-on", name)
    return SignOn(
        url=url,
        client_id=variables["ENTREGENT_OIDC_CLIENT_ID"],
        secret=variables["ENTREGENT_OIDC_SECRET"],
        name=variables.get("ENTREGENT_OIDC_NAME") or parts.hostname,
        trusted=_flag(variables, "ENTREGENT_OIDC_TRUSTED"),
    )


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


def _count(text: str, name: str) -> int:
    if not text.isdecimal() or int(text) > 10:
        raise ConfigurationError("bad count", f"{name}={text}")
    return int(text)


def _is_loopback(bind: str) -> bool:
    try:
        return bind == "localhost" or ipaddress.ip_address(bind).is_loopback
    except ValueError:
        return False


def _is_public_name(host: str) -> bool:
    """Whether a host may be one of the Internet: neither an address, nor a pattern, nor a name kept for use inside (RFC 6761…)."""
    name = host.lower().rstrip(".")
    is_pattern = name.startswith((".", "*")) or "." not in name
    return (
        not is_pattern
        and not name.endswith(INNER_NAMES)
        and not name.rpartition(".")[2].isdecimal()
        and ":" not in name
    )


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
