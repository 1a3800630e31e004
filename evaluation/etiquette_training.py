"""Make the classifier of sentences: `python -m evaluation.etiquette_training`, a quarter of an hour on two cores.

It reads evaluation/etiquette/sentences/*.tsv, and the messages that the rules were tuned on for the faults they have not; it writes
src/entregent/core/etiquette/classifier/weights.npz. Needs the group `training`: `uv pip install --group training`.

A line: labels, a tab, a sentence. A label is a code; « -W101 » says that the sentence resembles W101 and is none; « ?W101 » that it
may be argued. In *_messages.tsv every sentence of a message has all its labels, in *_sentences.tsv only those of one or two codes.
"""

import argparse
import hashlib
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from entregent.core.etiquette.classifier.network import forward as network_of_use
from entregent.core.etiquette.seen import seen
from entregent.core.text.encoder import usual_encoder
from entregent.core.text.sentences import sentences
from entregent.core.text.token_layers import WIDTH
from evaluation.etiquette import FILES, situated

SENTENCES = Path(__file__).parent / "etiquette" / "sentences"
WEIGHTS = Path(__file__).parents[1] / "src/entregent/core/etiquette/classifier/weights.npz"
CODES = (
    "W101",
    "W102",
    "W103",
    "W104",
    "W107",
    "W108",
    "W109",
    "M105",
    "B105",
    "B109",
    "B110",
    "P102",
    "P103",
    "ENDS",
    "WHY",
)
# What a sentence of one code may well be too, unsaid: it counts for little there.
KIN = (
    {"W101", "W102", "W107"}, {"W103", "W104"}, {"B105", "M105"}, {"W108", "M105"}, {"W103", "W108"}, {"B109", "B110"},
    {"P102", "P103"}, {"W109", "M105"}, {"W104", "W101"},
)  # fmt: skip
KIN_WEIGHT, OTHER_WEIGHT = 0.1, 0.6  # of a code of which nothing is said; 1 where it is
UNLABELLED = {"WHY", "ENDS"}  # codes of which sentences and courteous messages say nothing unless they name them
SHORT, LONG = 32, 64  # pieces: sentences are trained in two lengths, longer ones on their beginning
HIDDEN, PASSES, BATCH, RATE, DECAY, DROPPED, SMOOTH = 160, 24, 64, 1e-3, 1e-2, 0.3, 0.015
SAME = 1e-2  # log-odds by which numpy, with weights of half the precision, may differ


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence. labels: by code, 1 or 0; weights: how much each counts."""

    text: str
    labels: NDArray[np.float32]
    weights: NDArray[np.float32]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m evaluation.etiquette_training", description=__doc__)
    parser.add_argument("--networks", type=int, default=3, help="how many to train from other beginnings")
    parser.add_argument("--to", type=Path, default=WEIGHTS, help="the file to write")
    asked = parser.parse_args()
    examples = list(every_example())
    say(f"{len(examples)} sentences")
    data = read(examples)
    kept: dict[str, NDArray[Any]] = {"codes": np.array(CODES), "made_from": np.array(fingerprint())}
    for seed in range(asked.networks):
        weights = train(data, seed)
        hold_against_numpy(weights, data[0])
        kept |= {f"{seed}.{name}": np.asarray(values, dtype=np.float16) for name, values in weights.items()}
    np.savez_compressed(asked.to, **kept)
    say(f"{asked.to.name}: {asked.to.stat().st_size >> 10} kB")
    return 0


def say(words: str) -> None:
    sys.stderr.write(f"{words}\n")


def fingerprint() -> str:
    """Of what the weights are made from: sentences, with their labels and weights, and settings."""
    told = hashlib.sha256(repr((CODES, HIDDEN, PASSES, BATCH, RATE, DECAY, DROPPED, SMOOTH, SHORT, LONG)).encode())
    for one in every_example():
        told.update(one.text.encode() + one.labels.tobytes() + one.weights.tobytes())
    return told.hexdigest()


def every_example() -> Iterator[Example]:
    for path in sorted(SENTENCES.glob("*.tsv")):
        for line in path.read_text(encoding="utf-8").splitlines():
            written, _, text = line.partition("\t")
            if text:
                labels = written.split()
                yield whole(text, labels) if path.stem.endswith("_messages") else alone(text, labels)
    for language, sets in FILES.items():
        names = [f"{kind}{ending}" for kind in ("courteous", "faulty") for ending in sets["tuned on"]]
        for one in situated(language, *names):
            may_be = [f"?{code}" for code in one.faults | one.tolerated | UNLABELLED]
            pieces = sentences(seen(one.message.text).text)
            for text in filter(None, [one.message.subject, *(piece.text for piece in pieces)]):
                yield whole(text, may_be)


def whole(text: str, written: list[str]) -> Example:
    """A sentence of which everything is said."""
    unsaid = {"ENDS"} if "ENDS" not in written else set()
    return Example(
        text,
        np.array([code in written for code in CODES], dtype=np.float32),
        np.array([f"?{code}" not in written and code not in unsaid for code in CODES], dtype=np.float32),
    )


def alone(text: str, written: list[str]) -> Example:
    """A sentence of which some codes are said."""
    is_of = {code for code in written if code in CODES}
    said = {label.lstrip("-?") for label in written}
    near = {code for kin in KIN if kin & said for code in kin}
    weights = [
        1.0 if code in is_of or f"-{code}" in written
        else 0.0 if code in UNLABELLED
        else KIN_WEIGHT if code in near
        else OTHER_WEIGHT
        for code in CODES
    ]  # fmt: skip
    return Example(text, np.array([code in is_of for code in CODES], dtype=np.float32), np.array(weights, np.float32))


@dataclass(frozen=True, slots=True)
class Data:
    """Sentences of one length. pieces: their vectors, zeros beyond their end; there: 1 where a piece is."""

    pieces: NDArray[np.float16]
    there: NDArray[np.float32]
    labels: NDArray[np.float32]
    weights: NDArray[np.float32]


def read(examples: list[Example]) -> list[Data]:
    encoder = usual_encoder()
    if encoder is None:
        raise SystemExit("the encoder is not installed")
    texts = [one.text for one in examples]
    told = (encoder.tokens(texts[at : at + BATCH]) for at in range(0, len(texts), BATCH))
    vectors = [one[:LONG].astype(np.float16) for some in told for one in some]
    found = []
    for least, most in ((0, SHORT), (SHORT, LONG)):
        some = [at for at, one in enumerate(vectors) if least < len(one) <= most]
        pieces = np.zeros((len(some), most, WIDTH), dtype=np.float16)
        there = np.zeros((len(some), most), dtype=np.float32)
        for row, at in enumerate(some):
            pieces[row, : len(vectors[at])] = vectors[at]
            there[row, : len(vectors[at])] = 1
        labels, weights = (np.stack([getattr(examples[at], name) for at in some]) for name in ("labels", "weights"))
        found.append(Data(pieces, there, labels, weights))
    return found


def train(data: list[Data], seed: int) -> dict[str, Any]:
    """Return the weights of one network."""
    import jax
    import optax

    generator, key = np.random.default_rng(seed), jax.random.PRNGKey(seed)
    batches = sum(len(one.labels) // BATCH for one in data)
    optimiser = optax.adamw(optax.cosine_decay_schedule(RATE, PASSES * batches), weight_decay=DECAY)
    weights = beginning(generator)
    state = optimiser.init(weights)

    @jax.jit
    def step(weights: Any, state: Any, batch: Any, key: Any) -> Any:
        loss, slope = jax.value_and_grad(loss_of)(weights, batch, key)
        change, state = optimiser.update(slope, state, weights)
        return optax.apply_updates(weights, change), state, loss

    for number in range(PASSES):
        losses = []
        for batch in shuffled(data, generator):
            key, own = jax.random.split(key)
            weights, state, loss = step(weights, state, batch, own)
            losses.append(float(loss))
        say(f"network {seed}, pass {number + 1}: {np.mean(losses):.4f}")
    return dict(weights)


def hold_against_numpy(weights: dict[str, Any], data: Data) -> None:
    """Stop where the network that is trained and the one that is used say different things."""
    plain = {name: np.asarray(values, dtype=np.float16).astype(np.float32) for name, values in weights.items()}
    lengths = data.there[:BATCH].sum(axis=1).astype(int)
    texts = [one[:length].astype(np.float32) for one, length in zip(data.pieces[:BATCH], lengths, strict=True)]
    used = np.stack([network_of_use(plain, one) for one in texts])
    trained = np.asarray(forward(weights, data.pieces[:BATCH], data.there[:BATCH]))
    if np.abs(used - trained).max() > SAME * max(1.0, np.abs(trained).max()):
        raise SystemExit("the network that is used is not the one that was trained")


def shuffled(data: list[Data], generator: np.random.Generator) -> Iterator[tuple[NDArray[Any], ...]]:
    """Batches of either length, in any order."""
    chosen = []
    for which, one in enumerate(data):
        order = generator.permutation(len(one.labels))
        chosen += [(which, order[at : at + BATCH]) for at in range(0, len(order) - BATCH + 1, BATCH)]
    for at in generator.permutation(len(chosen)):
        which, rows = chosen[at]
        one = data[which]
        yield one.pieces[rows], one.there[rows], one.labels[rows], one.weights[rows]


def beginning(generator: np.random.Generator) -> dict[str, NDArray[np.float32]]:
    def drawn(rows: int, columns: int, size: float) -> NDArray[np.float32]:
        return (generator.standard_normal((rows, columns)) * np.sqrt(2 / rows) * size).astype(np.float32)

    def nothing(length: int, value: float = 0.0) -> NDArray[np.float32]:
        return np.full(length, value, dtype=np.float32)

    codes = len(CODES)
    return {
        "piece": drawn(WIDTH, HIDDEN, 0.5), "piece_bias": nothing(HIDDEN),
        "beside": drawn(3 * HIDDEN, HIDDEN, 0.5), "beside_bias": nothing(HIDDEN),
        "attention": drawn(HIDDEN, codes, 0.1), "value": drawn(HIDDEN, codes, 0.1),
        "whole": drawn(3 * HIDDEN, HIDDEN, 1.0), "whole_bias": nothing(HIDDEN),
        "code": drawn(HIDDEN, codes, 0.1), "code_bias": nothing(codes, -2.0),
    }  # fmt: skip


def loss_of(weights: Any, batch: Any, key: Any) -> Any:
    import optax

    pieces, there, labels, counts = batch
    scores = forward(weights, pieces, there, key)
    wrong = optax.sigmoid_binary_cross_entropy(scores, labels * (1 - 2 * SMOOTH) + SMOOTH)
    return (wrong * counts).sum() / counts.sum()


def forward(weights: Any, pieces: Any, there: Any, key: Any = None) -> Any:
    """As core/etiquette/classifier/network.py, for a batch; with a key, parts are left out at random."""
    import jax
    import jax.numpy as jnp

    pieces = jnp.asarray(pieces, dtype=jnp.float32)
    if key is not None:
        key, one, two = jax.random.split(key, 3)
        pieces = dropped(pieces, one, (len(pieces), 1, WIDTH))
        pieces = pieces * jax.random.bernoulli(two, 0.95, (*pieces.shape[:2], 1))
    alone = jax.nn.relu(pieces @ weights["piece"] + weights["piece_bias"]) * there[..., None]
    padded = jnp.pad(alone, ((0, 0), (1, 1), (0, 0)))
    beside = jnp.concatenate([padded[:, :-2], alone, padded[:, 2:]], -1)
    seen = (jax.nn.relu(beside @ weights["beside"] + weights["beside_bias"]) + alone) * there[..., None]
    attention = jax.nn.softmax(jnp.where(there[..., None] > 0, seen @ weights["attention"], -1e9), 1)
    pointed = (attention * (seen @ weights["value"])).sum(1)
    count = there.sum(1, keepdims=True)
    pooled = jnp.concatenate([seen.sum(1) / jnp.sqrt(count) / 4, seen.max(1), alone.sum(1) / count], -1)
    if key is not None:
        pooled = dropped(pooled, key, pooled.shape)
    return (
        jax.nn.relu(pooled @ weights["whole"] + weights["whole_bias"]) @ weights["code"]
        + pointed
        + weights["code_bias"]
    )


def dropped(values: Any, key: Any, shape: tuple[int, ...]) -> Any:
    """Some of them left out, the others greater for it."""
    import jax

    return values * jax.random.bernoulli(key, 1 - DROPPED, shape) / (1 - DROPPED)


if __name__ == "__main__":
    raise SystemExit(main())
