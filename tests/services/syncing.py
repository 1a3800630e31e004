"""vdirsyncer, a client of address books and calendars that others keep, with a folder for what it reads."""

import subprocess
import sys
from pathlib import Path


class Syncing:
    """storage: what it reads, as its own configuration says it; suffix: of the files it keeps."""

    def __init__(self, home: Path, *, storage: dict[str, object], suffix: str, collections: str = "null") -> None:
        self.kept = home / "kept"
        self.kept.mkdir()
        self.suffix = suffix
        said = {"read_only": "true"} | {name: f'"{value}"' for name, value in storage.items()}
        ours = "\n".join(f"{name} = {value}" for name, value in said.items())
        self.configuration = home / "config"
        self.configuration.write_text(f"""
[general]
status_path = "{home}/status/"
[pair both]
a = "ours"
b = "theirs"
collections = {collections}
conflict_resolution = "a wins"
[storage ours]
{ours}
[storage theirs]
type = "filesystem"
path = "{self.kept}/"
fileext = "{suffix}"
""")

    def run(self, *arguments: str) -> None:
        """Raises AssertionError, with all it said, when it fails."""
        command = [sys.executable, "-m", "vdirsyncer", "-c", str(self.configuration), *arguments]
        done = subprocess.run(command, input="y\n" * 10, capture_output=True, text=True, timeout=120, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    def texts(self) -> list[str]:
        """What it keeps, a file each."""
        return [file.read_text() for file in sorted(self.kept.rglob(f"*{self.suffix}"))]
