"""How long people wait: for the command's help, for the product on a machine that ran it before."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.product import PROJECT, SERVE, Home, ProductError, Visitor, served
from benchmarks.rows import Row, at_most, figure

HELP_RUNS = 15
HELP_SECONDS = 0.3
WARM_RUNS = 3
WARM_SECONDS = 10.0
ENTREGENT = str(Path(sys.executable).with_name("entregent"))
COUNT_DJANGO = """
import sys
from entregent.cli import main
main(["--help"], standalone_mode=False)
print(sum(name.partition(".")[0] == "django" for name in sys.modules), file=sys.stderr)
"""


def help_rows(home: Home) -> Iterator[Row]:
    """Start-up of `entregent --help`: what one waits, what it costs, and that Django stays out."""
    times = [_run_help(home) for _ in range(HELP_RUNS)]
    subject = "entregent --help"
    yield at_most(HELP_SECONDS, "start-up", f"{subject}, wall", statistics.median(wall for wall, _ in times), "s")
    yield figure("start-up", f"{subject}, CPU", statistics.median(cpu for _, cpu in times), "s")
    counted = subprocess.run(
        [sys.executable, "-c", COUNT_DJANGO],
        env=home.environment,
        check=True,
        capture_output=True,
        text=True,
    )
    yield at_most(0, "start-up", f"{subject}, Django loaded", int(counted.stderr.split()[-1]), "modules")


def _run_help(home: Home) -> tuple[float, float]:
    """Return the seconds of wall and of CPU of one run."""
    started = time.perf_counter()
    running = subprocess.Popen([ENTREGENT, "--help"], env=home.environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(running.pid, 0)
    wall = time.perf_counter() - started
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        raise ProductError(f"entregent --help ends with {running.returncode}")
    return wall, usage.ru_utime + usage.ru_stime


def warm_row(home: Home) -> Row:
    """Start the product again in a home that has served before, until its first page is there."""
    name, command = _start_command()
    times = []
    for _ in range(WARM_RUNS):
        started = time.perf_counter()
        with served(home, command):
            Visitor(home.port).arrive("/")
            times.append(time.perf_counter() - started)
    return at_most(WARM_SECONDS, "warm start", f"{name}, until a page", statistics.median(times), "s")


def _start_command() -> tuple[str, list[str]]:
    """`make run` where make installed this environment, and `entregent serve --demo` elsewhere.

    Make is told that its installation is fresh: a file edited meanwhile would have it build again, which is not warm.
    """
    installed = ".venv/.installed"
    if Path(sys.prefix) == PROJECT / ".venv" and (PROJECT / installed).exists():
        return "make run", ["make", "--no-print-directory", f"--old-file={installed}", "run"]
    return "entregent serve --demo", SERVE
