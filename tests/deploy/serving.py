"""`entregent serve` as a container or a unit starts it, and the wait for a line that it prints."""

import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue

SERVE_PAGES = [sys.executable, "-m", "entregent", "serve", "--web-only"]
PATIENCE = 60  # seconds for a start or a stop on a busy machine


class Said:
    """What a process prints, line by line, read as it comes so that no pipe fills up."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.lines: list[str] = []
        self._coming: SimpleQueue[str | None] = SimpleQueue()  # None: no more will come
        self._reader = threading.Thread(target=self._read, args=(process,), daemon=True)
        self._reader.start()

    def wait_for(self, pattern: str) -> str:
        """Return what matches, once it was printed. Fails with everything printed so far when it does not come."""
        with suppress(Empty):
            while (line := self._coming.get(timeout=PATIENCE)) is not None:
                if found := re.search(pattern, line):
                    return found.group()
        raise AssertionError(f"{pattern!r} was never said:\n{''.join(self.lines)}")

    def all(self) -> str:
        """Everything that was printed, once the process ended."""
        self._reader.join(PATIENCE)
        return "".join(self.lines)

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout
        for line in process.stdout:
            self.lines.append(line)
            self._coming.put(line)
        self._coming.put(None)


@contextmanager
def running(command: Sequence[str], environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen[str], Said]]:
    """A process and what it says, both outputs together; asked to stop at the end, by its own pid."""
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        try:
            yield process, Said(process)
        finally:
            if process.poll() is None:
                process.terminate()
            try:
                process.wait(timeout=PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
