"""What a check of a message costs: `python -m benchmarks.etiquette [--json]`.

The messages of evaluation/etiquette, with their briefs, contacts and histories, each checked some times; CPU time of one process.
There is no peer: linters of prose (Vale, textlint) read words, not a relation.
"""

import argparse
import sys
import time
from collections.abc import Iterator

from benchmarks.rows import Row, all_met, at_least, at_most, figure, print_rows
from entregent.core.etiquette import check
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
    spent(messages, None, rounds=1)
    plain = spent(messages, None)
    case = f"{len(messages)} messages"
    yield at_most(WITHOUT, case, "a message, 95 of 100", percentile(plain, 0.95), "ms")
    yield at_least(A_SECOND, case, "messages a CPU-second", 1000 * len(plain) / sum(plain), "")
    encoder = usual_encoder()
    if encoder:
        check("Le compost, un samedi ?", language="fr", encoder=encoder)
        new = spent(messages, encoder, rounds=1)
        known = spent(messages, encoder)
        said = "with the encoder, 95 of 100"
        yield at_most(WITH, case, f"a message never seen, to somebody never seen, {said}", percentile(new, 0.95), "ms")
        yield figure(case, "the same, median", percentile(new, 0.5), "ms")
        yield at_most(WITH, case, f"a message read before, {said}", percentile(known, 0.95), "ms")


def spent(messages: list[Situated], encoder: Encoder | None, rounds: int = ROUNDS) -> list[float]:
    """Milliseconds of CPU of each check."""
    found = []
    for _ in range(rounds):
        for one in messages:
            begun = time.process_time()
            one.check(encoder)
            found.append(1000 * (time.process_time() - begun))
    return found


def percentile(values: list[float], share: float) -> float:
    return sorted(values)[int(share * len(values))]


if __name__ == "__main__":
    sys.exit(main())
