"""Speed and weight of the first pages, and of starting: `python -m benchmarks.pages [--json] [--lighthouse]`."""

import argparse
import os
import statistics
import sys
from collections.abc import Iterator

from benchmarks.audits import audit, audit_lines, audit_rows
from benchmarks.product import Home, ProductError, Visitor, empty_home, served
from benchmarks.rows import Row, all_met, at_most, figure, print_rows
from benchmarks.startup import help_rows, warm_row
from benchmarks.weights import first_visits, weight_rows

WARM_UPS = 20
REQUESTS = 200
SERVER_MS = 50.0
Pages = dict[str, tuple[str, Visitor]]


def main() -> int:
    """Measure, print; 1 when a target is missed or the product does not start."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print a JSON list of rows instead of a table")
    parser.add_argument("--lighthouse", action="store_true", help="also run Lighthouse (installed on demand)")
    parser.add_argument("--details", action="store_true", help="say on stderr what each figure is made of")
    asked = parser.parse_args()
    rows: list[Row] = []
    complete = True
    try:
        for row in measure(lighthouse=asked.lighthouse, details=asked.details):
            rows.append(row)  # noqa: PERF402 (what was measured before a failure is kept)
    except ProductError as error:
        _say(f"The rest was not measured: {error}")
        complete = False
    print_rows(rows, as_json=asked.json)
    return 0 if complete and all_met(rows) else 1


def measure(*, lighthouse: bool, details: bool) -> Iterator[Row]:
    """Start the product in an empty home, measure its pages, stop it, then start it again."""
    with empty_home() as home:
        _say("Starting the product with its demonstration…")
        with served(home) as link:
            pages = _pages(home, link)
            yield from _server_time(pages)
            yield from _weight(home, pages, details=details)
            if lighthouse:
                yield from _lighthouse(home, pages, details=details)
        _say("Starting again in the same home…")
        yield from help_rows(home)
        yield warm_row(home)


def _pages(home: Home, link: str) -> Pages:
    """The login page as a stranger sees it, and Today as a member does."""
    member = Visitor(home.port)
    return {"login": ("/log-in/", Visitor(home.port)), "Today": (member.arrive(member.press(link)), member)}


def _server_time(pages: Pages) -> Iterator[Row]:
    for name, (path, visitor) in pages.items():
        _say(f"Asking {REQUESTS} times for {name}…")
        for _ in range(WARM_UPS):
            visitor.get(path)
        answers = [visitor.get(path) for _ in range(REQUESTS)]
        if any(answer.status != 200 for answer in answers):
            raise ProductError(f"{path} does not always answer 200")
        times = statistics.quantiles((answer.seconds * 1000 for answer in answers), n=20)
        yield figure("server time", f"{name}, p50", times[9], "ms")
        yield at_most(SERVER_MS, "server time", f"{name}, p95", times[18], "ms")
    load = os.getloadavg()[0] / (os.cpu_count() or 1)
    yield figure("machine", "load per core meanwhile (1 is full)", load, "tasks")


def _weight(home: Home, pages: Pages, *, details: bool) -> Iterator[Row]:
    _say("Opening the pages in Chromium…")
    strangers = {
        name: (path, Visitor(home.port, {k: v for k, v in visitor.cookies.items() if k == "sessionid"}))
        for name, (path, visitor) in pages.items()
    }
    for name, visit in first_visits(home.port, strangers).items():
        yield from weight_rows(name, visit)
        if details:
            _say(f"{name}:", *visit.lines())


def _lighthouse(home: Home, pages: Pages, *, details: bool) -> Iterator[Row]:
    for name, (path, visitor) in pages.items():
        _say(f"Lighthouse on {name}…")
        reports = audit(f"http://127.0.0.1:{home.port}{path}", visitor)
        rows = list(audit_rows(name, reports))
        yield from rows
        if details or not all_met(rows):
            _say(f"{name}, what costs points:", *audit_lines(reports[-1]))


def _say(*lines: str) -> None:
    print(*lines, sep="\n", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
