"""The gate: `python -m evaluation [--json] [name…]`. 1 when a floor is missed."""

import argparse
import os
import sys
from pathlib import Path

from benchmarks.rows import all_met, print_rows
from evaluation.measures import measures

BESIDE = Path(__file__).resolve().parents[2] / "shared" / "data"


def main() -> int:
    known = measures()
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print a JSON list of rows instead of a table")
    parser.add_argument("name", nargs="*", help=f"what to measure, all unless told: {', '.join(known)}")
    asked = parser.parse_args()
    if unknown := [name for name in asked.name if name not in known]:
        parser.error(f"nothing measures {', '.join(unknown)}; there is {', '.join(known)}")
    shared = Path(os.environ.get("ENTREGENT_SHARED_DATA") or BESIDE)
    if not shared.is_dir():
        parser.error(f"the real data is not in {shared}; name its folder in ENTREGENT_SHARED_DATA")
    rows = [row for name in asked.name or known for row in known[name](shared)]
    print_rows(rows, as_json=asked.json)
    return 0 if all_met(rows) else 1


if __name__ == "__main__":
    sys.exit(main())
