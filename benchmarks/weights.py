"""What a first visit transfers and in how many steps, as a real Chromium does it."""

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.product import ProductError, Visitor
from benchmarks.rows import Row, at_most

WEIGHT_KB = 200.0  # 1 KB = 1,000 bytes, the stricter reading
CHAINS = 1
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"]
Event = dict[str, Any]  # of the Network domain of the Chrome DevTools Protocol
ICON = re.compile(rb'<link\s+rel="icon"\s+href="([^"]+)"')


@dataclass(slots=True)
class Request:
    """One request of a visit; parent: the address that asked for it, "" for the document."""

    url: str
    parent: str
    size: int = 0
    encoding: str = ""


@dataclass(slots=True)
class Visit:
    """The requests of a first visit, in order, by the browser's own number."""

    requests: dict[str, Request] = field(default_factory=dict)
    icon_size: int = 0

    @property
    def size(self) -> int:
        """Bytes transferred, headers and favicon included."""
        return sum(request.size for request in self.requests.values()) + self.icon_size

    @property
    def longest_chain(self) -> list[str]:
        """The addresses from the document to its remotest resource."""
        parents = {request.url: request.parent for request in self.requests.values()}
        return max((_chain(url, parents) for url in parents), key=len, default=[])

    def lines(self) -> Iterator[str]:
        """Each request with its bytes, heaviest first, then the longest chain, for people who look closer."""
        for request in sorted(self.requests.values(), key=lambda one: -one.size):
            yield f"{request.size:>8} B  {request.encoding or '-':<5} {urlsplit(request.url).path}"
        if self.icon_size:
            yield f"{self.icon_size:>8} B        favicon, asked apart: this browser did not"
        yield "  chain: " + " → ".join(urlsplit(url).path for url in self.longest_chain)


def chromium_path() -> str:
    """Return the system's Chromium."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    if path is None:
        raise ProductError("Chromium is needed: tools/install-system-packages")
    return path


def first_visits(port: int, pages: dict[str, tuple[str, Visitor]]) -> dict[str, Visit]:
    """Open each page (name → path and visitor) in a browser that has seen nothing yet."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGUMENTS, env=dict(os.environ))
        try:
            return {
                name: _first_visit(browser, f"http://127.0.0.1:{port}{path}", visitor)
                for name, (path, visitor) in pages.items()
            }
        finally:
            browser.close()


def weight_rows(name: str, visit: Visit) -> Iterator[Row]:
    """Weight and depth of a first visit."""
    yield at_most(WEIGHT_KB, "page weight", f"{name}, first visit", visit.size / 1000, "KB")
    yield at_most(CHAINS, "request chain", f"{name}, depth", len(visit.longest_chain) - 1, "chains")


def _first_visit(browser: Browser, url: str, visitor: Visitor) -> Visit:
    context = browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 800})
    context.add_cookies([{"name": k, "value": v, "url": url} for k, v in visitor.cookies.items()])
    page = context.new_page()
    visit = Visit()
    _record(page, url, visit)
    page.goto(url, wait_until="networkidle")
    if page.url != url:
        raise ProductError(f"{url} leads to {page.url}")
    context.close()
    visit.icon_size = _icon_size(visitor, urlsplit(url).path, visit)
    return visit


def _record(page: Page, document: str, visit: Visit) -> None:
    """Note every request of the page, through the browser's debugger."""
    browser = page.context.new_cdp_session(page)

    def sent(event: Event) -> None:
        url = urldefrag(event["request"]["url"]).url
        if not url.startswith("data:"):
            parent = "" if url == document else _parent(event["initiator"], document)
            visit.requests[event["requestId"]] = Request(url, parent)

    def received(event: Event) -> None:
        if request := visit.requests.get(event["requestId"]):
            headers = {name.lower(): value for name, value in event["response"]["headers"].items()}
            request.encoding = headers.get("content-encoding", "")

    def finished(event: Event) -> None:
        if request := visit.requests.get(event["requestId"]):
            request.size = int(event["encodedDataLength"])

    browser.on("Network.requestWillBeSent", sent)
    browser.on("Network.responseReceived", received)
    browser.on("Network.loadingFinished", finished)
    browser.send("Network.enable")
    browser.send("Network.setCacheDisabled", {"cacheDisabled": False})


def _parent(initiator: Event, document: str) -> str:
    """Return the address that asked: a style sheet or a script where the browser names one, else the document."""
    frames = initiator.get("stack", {}).get("callFrames", [])
    asked = initiator.get("url") or next((frame["url"] for frame in frames if frame["url"]), "")
    return urldefrag(asked).url or document


def _chain(url: str, parents: dict[str, str]) -> list[str]:
    """Return the addresses from the document to this one."""
    chain = [url]
    while (parent := parents.get(chain[0], "")) and parent not in chain:
        chain.insert(0, parent)
    return chain


def _icon_size(visitor: Visitor, path: str, visit: Visit) -> int:
    """Ask for the favicon as a browser with a screen does, unless this one did."""
    declared = ICON.search(visitor.get(path).body)
    icon = urljoin(path, declared.group(1).decode() if declared else "/favicon.ico")
    if any(urlsplit(request.url).path == icon for request in visit.requests.values()):
        return 0
    return visitor.get(icon).size
