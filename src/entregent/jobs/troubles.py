"""What is kept of a failure: its kind, a short reason, where it happened; never a secret."""

import re
import socket
import ssl
from enum import StrEnum
from traceback import FrameSummary, extract_tb

from django.conf import settings
from django.db import DatabaseError

NETWORK_ERRORS = (ConnectionError, TimeoutError, socket.gaierror, ssl.SSLError)
LONGEST_REASON = 300
FRAMES = 12  # the innermost: where it happened
SECRETS = (
    (re.compile(r"(?<=://)[^/\s@]+@"), "…@"),  # user:password@ of an address
    (re.compile(r"(?<=\?)[^\s'\">]+"), "…"),  # the query of an address: keys and tokens stand there
    (re.compile(r"(?i)\b(authorization|password|passwd|secret|token|api[_-]?key|key)\b(['\"]?\s*[=:]\s*).+"), r"\1\2…"),
    (re.compile(r"(?i)\b(bearer|basic)\s+\S+"), r"\1 …"),
    (re.compile(r"\b(?=[A-Za-z_-]*\d)[A-Za-z0-9_-]{32,}={0,2}"), "…"),  # what looks drawn at random
)  # fmt: skip


class Trouble(StrEnum):
    """Kinds of failure that are told apart on screen."""

    ERROR = "error"
    LOST = "lost"  # the worker died, or was lost from sight, in the middle
    NETWORK = "network"
    DATABASE = "database"
    UNKNOWN_TASK = "unknown task"


class UnknownTaskError(Exception):
    """No such task, or kind of work, in this version: it was renamed, or the job comes from a newer one."""


def trouble_of(error: BaseException) -> Trouble:
    if isinstance(error, UnknownTaskError):
        return Trouble.UNKNOWN_TASK
    if isinstance(error, DatabaseError):
        return Trouble.DATABASE
    return Trouble.NETWORK if isinstance(error, NETWORK_ERRORS) else Trouble.ERROR


def is_worth_another_try(error: BaseException) -> bool:
    """False when the error itself says that trying again is no use (`retryable = False`)."""
    return bool(getattr(error, "retryable", True))


def reason(error: BaseException) -> str:
    """Class and words of an error, without secrets, on one line."""
    words = scrubbed(" ".join(str(error).split()))
    name = type(error).__name__
    return (f"{name}: {words}" if words else name)[:LONGEST_REASON]


def class_path(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}"


def places(error: BaseException) -> str:
    """Where it happened, innermost last: files, lines and functions; no values, and no words of the error but scrubbed ones."""
    frames = extract_tb(error.__traceback__)[-FRAMES:]
    return "\n".join([*(_place(frame) for frame in frames), reason(error)])


def scrubbed(text: str) -> str:
    """The text without what looks like a secret."""
    text = text.replace(settings.SECRET_KEY, "…")
    for pattern, instead in SECRETS:
        text = pattern.sub(instead, text)
    return text


def _place(frame: FrameSummary) -> str:
    return f"{frame.filename.rpartition('site-packages/')[2]}:{frame.lineno} {frame.name}"
