"""No tracked file gives away a registry, a machine or a secret; lock files hold hashes and no address."""

import json
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

REGISTRY = re.compile(r"registry[.]npmjs[.]org|files[.]pythonhosted[.]org|(?:^|[^a-z])pypi[.]org|deb[.]debian[.]org")
MACHINE_PATH = re.compile(r"(?:^|[^a-z.])/(?:work|farm|root)/")
SECRET = re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----")
FAULTS = (
    ("a package registry", REGISTRY),
    ("a path of one machine", MACHINE_PATH),
    ("a private key", SECRET),
)

INDEX_OPTION = re.compile(r"^\s*(?:-i|-f|--(?:extra-)?index-url|--find-links|--trusted-host)\b|https?://|file:")
HASH = "--hash=sha256:"


def tracked_files(project: Path) -> list[Path]:
    """What git would publish, new files that nobody ignores included."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=project, check=True, capture_output=True, text=True).stdout
    return [project / name for name in sorted(set(listed.split("\0"))) if name]


def address_complaints(files: Iterable[Path], root: Path) -> list[str]:
    """Lines of text files that name a registry, a path of one machine, or hold a private key."""
    return [complaint for path in files for complaint in _file_complaints(path, root)]


def python_lock_complaints(lock: Path) -> list[str]:
    """Requirements without a hash, and index addresses, in a pip lock file."""
    found = []
    logical_lines = lock.read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    for line in logical_lines:
        requirement = line.strip()
        if INDEX_OPTION.search(requirement):
            found.append(f"{lock.name} holds an address: {requirement[:60]}")
        elif requirement and not requirement.startswith(("#", "-")) and HASH not in requirement:
            found.append(f"{lock.name} has no hash for {requirement[:60]}")
    return found


def npm_lock_complaints(lock: Path) -> list[str]:
    """Packages with an address or without a hash in package-lock.json."""
    packages = json.loads(lock.read_text(encoding="utf-8"))["packages"]
    named = {name: fields for name, fields in packages.items() if name and not fields.get("link")}
    return [
        *(f"{lock.name} gives the address of {name}" for name, package in named.items() if "resolved" in package),
        *(f"{lock.name} has no hash for {name}" for name, package in named.items() if "integrity" not in package),
    ]


def _file_complaints(path: Path, root: Path) -> Iterator[str]:
    if path.suffix == ".svg" or not path.is_file():
        return
    content = path.read_bytes()
    if b"\0" in content:
        return
    for number, line in enumerate(content.decode("utf-8", errors="replace").splitlines(), start=1):
        for fault, pattern in FAULTS:
            if pattern.search(line):
                yield f"{path.relative_to(root).as_posix()}:{number} names {fault}"
