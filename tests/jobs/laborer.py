"""A process with Django set up that forks what it is asked to run: a worker is there in milliseconds, as often as a test kills it.

Reads lines of JSON, {"call": "module:function", "arguments": [...]}; forks; prints the pid of the child, which dies alone.
"""

import importlib
import json
import os
import signal
import sys

import django


def main() -> None:
    django.setup()
    importlib.import_module("tests.jobs.errands")  # imported once, for all children
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for them: the kernel buries them
    _say("ready")
    for line in sys.stdin:
        asked = json.loads(line)
        if asked.get("here"):
            _call(asked)
            _say("done")
        elif pid := os.fork():
            _say(str(pid))
        else:
            _run(asked)


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def _call(asked: dict) -> None:
    module, _, name = asked["call"].partition(":")
    getattr(importlib.import_module(module), name)(*asked["arguments"])


def _run(asked: dict) -> None:
    """Run in the child, and end it without what the parent would do at its end."""
    code = 1
    try:
        _call(asked)
        code = 0
    except BaseException as error:  # what a test must see
        sys.stderr.write(f"{type(error).__name__}: {error}\n")
        sys.stderr.flush()
    finally:
        os._exit(code)


if __name__ == "__main__":
    main()
