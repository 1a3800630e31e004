"""The whole product as people run it, in an empty home, and a real Chromium to look at it."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.ports import free_port
from tests.services import require

PROJECT = Path(__file__).resolve().parents[2]
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Product:
    """The product at work with the demonstration in it."""

    address: str
    environment: dict[str, str]

    def login_link(self) -> str:
        """Return a fresh one-time link, whose page has one button."""
        code = (
            "from django.utils import timezone; from entregent.demo.load import demonstration_link; "
            "print(demonstration_link(now=timezone.now()))"
        )
        return f"{self.address}/log-in/{self.run(code)}/"

    def run(self, code: str) -> str:
        """Run some Python beside the product, on its database; return what it printed."""
        settings = self.environment | {"DJANGO_SETTINGS_MODULE": "entregent.web.settings"}
        command = [sys.executable, "-c", f"import django; django.setup(); {code}"]
        return subprocess.run(command, env=settings, check=True, capture_output=True, text=True).stdout.strip()


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """`entregent serve --demo` in a home of its own, on free ports, stopped as Ctrl-C stops it."""
    home = tmp_path_factory.mktemp("home")
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("ENTREGENT_") and name != "DATABASE_URL"
    }
    environment = kept | {"ENTREGENT_HOME": str(home), "PORT": str(free_port()), "LANGUAGE": "fr"}
    (home / "demo.json").write_text(f'{{"port": {free_port()}}}')
    command = [sys.executable, "-m", "entregent", "serve", "--demo"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as served:
        try:
            said = next((line for line in served.stdout if "/log-in/" in line), "")
            address = re.search(r"http://[^/]+", said)
            assert address, f"no link was printed; exit code {served.poll()}"
            yield Product(address.group(), environment)
        finally:
            served.send_signal(signal.SIGINT)
            served.wait(timeout=60)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = require(
        "Chromium",
        shutil.which("chromium") or shutil.which("google-chrome"),
        advice="install the package chromium",
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def cookies(product: Product, chromium: Browser) -> list[dict[str, object]]:
    """The session of somebody who came in by a one-time link."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(product.login_link())
    page.locator("main form button").click()
    assert page.url.endswith("/today/")
    kept = context.cookies()
    context.close()
    return kept


def press(page: Page, key: str) -> None:
    """Press a key of ours on a page that has just come: it shows itself before its script, which is deferred, listens."""
    page.wait_for_load_state("load")
    page.keyboard.press(key)


def _is_complaint(said: ConsoleMessage) -> bool:
    """Errors and warnings, but for the status of a page itself: a form sent back is a 422, a missing page a 404."""
    own_status = said.text.startswith("Failed to load resource") and "/static/" not in said.location["url"]
    return said.type in ("error", "warning") and not own_status


@pytest.fixture
def visit(product: Product, chromium: Browser, cookies: list[dict[str, object]]) -> Iterator[Callable[..., Page]]:
    """Open a path as the demonstration's member; whatever the console complains of fails the test."""
    complaints: list[str] = []
    contexts: list[BrowserContext] = []

    def open_page(path: str = "today/", *, language: str = "fr", stranger: bool = False, **options: object) -> Page:
        options.setdefault("reduced_motion", "reduce")  # axe would measure colours half-way through a fade
        context = chromium.new_context(
            base_url=product.address, locale={"fr": "fr-FR", "en": "en-GB"}[language], **options
        )
        contexts.append(context)
        if not stranger:
            context.add_cookies(cookies)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if _is_complaint(said) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path if path.startswith("/") else f"/w/terreau-commun/{path}")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, which is run through the browser's debugger: no policy is relaxed for it."""
    path = PROJECT / "node_modules/axe-core/axe.min.js"
    return require("axe-core", path if path.exists() else None, advice="run `make test`, which installs it").read_text()
