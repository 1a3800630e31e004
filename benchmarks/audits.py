"""Lighthouse, installed on demand beside this file, on pages of the product."""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.product import PROJECT, ProductError, Visitor
from benchmarks.rows import Row, at_least
from benchmarks.weights import chromium_path

FOLDER = PROJECT / "benchmarks/lighthouse"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
SCORE = 95.0
RUNS = 3  # the median of some runs, as Lighthouse advises against noise (its docs/variability.md)
CHROME_FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
)
ATTEMPTS = 3  # on a busy machine a trace is now and then lost (NO_NAVSTART): "please run Lighthouse again"
Report = dict[str, Any]


def audit(url: str, visitor: Visitor) -> list[Report]:
    """Return the reports of some runs on a page, as a phone on a slow network (Lighthouse's own default)."""
    _install()
    return [_report(url, visitor) for _ in range(RUNS)]


def audit_rows(name: str, reports: list[Report]) -> Iterator[Row]:
    """The median score of each category."""
    for category in CATEGORIES:
        scores = [100 * (report["categories"][category]["score"] or 0) for report in reports]
        yield at_least(SCORE, "Lighthouse", f"{name}, {category}", statistics.median(scores), "points")


def audit_lines(report: Report) -> Iterator[str]:
    """Each audit that costs points, dearest first, with the first elements that it names."""
    for category in CATEGORIES:
        for reference in sorted(report["categories"][category]["auditRefs"], key=lambda one: -one["weight"]):
            found = report["audits"][reference["id"]]
            if reference["weight"] and found["score"] is not None and found["score"] < 1:
                yield f"{category}: {found['id']} {found['score']:.2f} {found.get('displayValue', '')}"
                yield from _elements(found)


def _elements(found: dict[str, Any]) -> Iterator[str]:
    for item in found.get("details", {}).get("items", [])[:5]:
        node = item.get("node") or {}
        named = node.get("selector") or item.get("url") or item.get("description")
        if named:
            yield f"    {named} {node.get('explanation', '')}".replace("\n", " ")


def _environment() -> dict[str, str]:
    """The environment, with the Node of the virtual environment where the machine has none."""
    path = os.pathsep.join([os.environ.get("PATH", ""), str(Path(sys.executable).parent)])
    return dict(os.environ) | {"PATH": path, "CHROME_PATH": chromium_path()}


def _program(name: str) -> str:
    found = shutil.which(name, path=_environment()["PATH"])
    if found is None:
        raise ProductError(f"{name} is needed for Lighthouse: install Node 20 or later")
    return found


def _install() -> None:
    """`npm ci`, unless the version asked for is there."""
    wanted = json.loads((FOLDER / "package.json").read_text())["dependencies"]["lighthouse"]
    installed = FOLDER / "node_modules/lighthouse/package.json"
    if installed.exists() and json.loads(installed.read_text())["version"] == wanted:
        return
    command = [_program("npm"), "ci", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(command, cwd=FOLDER, env=_environment(), check=False, capture_output=True, text=True)
    if done.returncode:
        raise ProductError(f"Lighthouse cannot be installed: {done.stderr[:1000]}")


def _report(url: str, visitor: Visitor) -> Report:
    """Run Lighthouse once; again where it failed to measure."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _one_run(url, visitor)
        except ProductError:
            if attempt == ATTEMPTS:
                raise
    raise AssertionError


def _one_run(url: str, visitor: Visitor) -> Report:
    with tempfile.TemporaryDirectory(prefix="entregent-lighthouse-") as folder:
        output = Path(folder) / "report.json"
        command = [
            _program("node"),
            str(FOLDER / "node_modules/lighthouse/cli/index.js"),
            url,
            "--quiet",
            "--output=json",
            f"--output-path={output}",
            f"--only-categories={','.join(CATEGORIES)}",
            f"--chrome-flags={CHROME_FLAGS}",
        ]
        if visitor.cookies:
            command.append(f"--extra-headers={json.dumps({'Cookie': visitor.cookie_header()})}")
        done = subprocess.run(
            command, cwd=FOLDER, env=_environment(), capture_output=True, text=True, check=False, timeout=300
        )
        if done.returncode or not output.exists():
            raise ProductError(f"Lighthouse ends with {done.returncode}: {done.stderr[-2000:]}")
        report: Report = json.loads(output.read_text())
    if report["finalDisplayedUrl"] != url or report.get("runtimeError"):
        raise ProductError(f"Lighthouse saw {report['finalDisplayedUrl']}: {report.get('runtimeError')}")
    return report
