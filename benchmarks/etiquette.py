"""What a check of a message costs: `python -m benchmarks.etiquette [--json]`.

The messages of evaluation/etiquette, with their briefs, contacts and histories, each checked some times; CPU time of one process.
There is no peer: linters of prose (Vale, textlint) read words, not a relation.
"""

import argparse
import sys
import time
from collections.abc import Iterator

from benchmarks.rows import Row, all_met, at_least, at_most, print_rows
from entregent.core.text.encoder import Encoder, usual_encoder
from evaluation.etiquette import Situated, situated

ROUNDS = 5
WITHOUT, WITH, A_SECOND = 50.0, 150.0, 500.0  # ms, ms, messages


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.etiquette", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print a JSON list of rows instead of a table")
    asked = parser.parse_args()
    rows = list(measured())
    print_rows(rows, as_json=asked.json)
    return 0 if all_met(rows) else 1


def measured() -> Iterator[Row]:
    messages = [one for language in ("fr", "en") for one in situated(language)]
    plain = spent(messages, None)
    case = f"{len(messages)} messages"
    yield at_most(WITHOUT, case, "a message, 95 of 100", percentile(plain, 0.95), "ms")
    yield at_least(A_SECOND, case, "messages a CPU-second", 1000 * len(plain) / sum(plain), "")
    encoder = usual_encoder()
    if encoder:
        yield at_most(
            WITH, case, "a message with the encoder, 95 of 100", percentile(spent(messages, encoder), 0.95), "ms"
        )


def spent(messages: list[Situated], encoder: Encoder | None) -> list[float]:
    """Milliseconds of CPU of each check, once everything is loaded and, for the encoder, what the contacts publish is known."""
    for one in messages:
        one.check(encoder)
    found = []
    for _ in range(ROUNDS):
        for one in messages:
            begun = time.process_time()
            one.check(encoder)
            found.append(1000 * (time.process_time() - begun))
    return found


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[int(share * len(values))]


if __name__ == "__main__":
    sys.exit(main())
