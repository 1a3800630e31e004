"""The network: pieces of words with their neighbours, what stands out among them, one score a code."""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from itertools import islice
from typing import TYPE_CHECKING

from entregent.core.text.digest import digest
from entregent.core.text.encoder import TokenEncoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WEIGHTS = files(__name__.rpartition(".")[0]) / "weights.npz"
REMEMBERED = 20_000  # sentences
TOGETHER = 32  # sentences read at once
LONGEST = 1000  # characters of a sentence, far more than the pieces that are read


class Classifier:
    """Scores of sentences. codes: what they are scored for, in the order of the columns."""

    def __init__(self, weights: "Sequence[dict[str, NDArray[np.float32]]]", codes: Sequence[str]) -> None:
        """weights: of networks made from other beginnings, whose scores are averaged."""
        self._weights, self.codes = weights, tuple(codes)
        self._known: OrderedDict[bytes, NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()

    def scores(self, texts: Sequence[str], encoder: TokenEncoder) -> "NDArray[np.float32]":
        """Return the log-odds of each code for each text; shape (texts, codes)."""
        import numpy as np

        keys = [digest(text) for text in texts]  # what was written is not kept
        with self._lock:
            known = {key: self._known[key] for key in keys if key in self._known}
        unknown = {key: text[:LONGEST] for key, text in zip(keys, texts, strict=True) if key not in known}
        for at in range(0, len(unknown), TOGETHER):
            some = dict(islice(unknown.items(), at, at + TOGETHER))
            known.update(zip(some, map(self._score, encoder.tokens(list(some.values()))), strict=True))
        with self._lock:
            for key in keys:
                self._known[key] = known[key]
                self._known.move_to_end(key)
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return np.stack([known[key] for key in keys]) if keys else np.empty((0, len(self.codes)), dtype=np.float32)

    def _score(self, pieces: "NDArray[np.float32]") -> "NDArray[np.float32]":
        import numpy as np

        told: NDArray[np.float32] = np.mean([forward(weights, pieces) for weights in self._weights], axis=0)
        return told


def forward(weights: "dict[str, NDArray[np.float32]]", pieces: "NDArray[np.float32]") -> "NDArray[np.float32]":
    """One network on one text. evaluation/etiquette_training.py has the same in a form that can be trained."""
    import numpy as np

    alone = np.maximum(pieces @ weights["piece"] + weights["piece_bias"], 0)
    padded = np.pad(alone, ((1, 1), (0, 0)))
    beside = np.concatenate([padded[:-2], alone, padded[2:]], axis=1)
    seen = np.maximum(beside @ weights["beside"] + weights["beside_bias"], 0) + alone
    attention = seen @ weights["attention"]
    attention = np.exp(attention - attention.max(axis=0))
    pointed = (attention / attention.sum(axis=0) * (seen @ weights["value"])).sum(axis=0)
    size = np.sqrt(len(pieces))
    pooled = np.concatenate([seen.sum(axis=0) / size / 4, seen.max(axis=0), alone.mean(axis=0)])
    whole = np.maximum(pooled @ weights["whole"] + weights["whole_bias"], 0)
    score: NDArray[np.float32] = whole @ weights["code"] + pointed + weights["code_bias"]
    return score


@cache
def usual_classifier() -> Classifier:
    """Return the classifier that comes with Entregent."""
    import numpy as np

    with as_file(WEIGHTS) as path, np.load(path, allow_pickle=False) as kept:
        codes = [str(code) for code in kept["codes"]]
        names = [name for name in kept.files if "." in name]
        networks: dict[str, dict[str, NDArray[np.float32]]] = {}
        for name in names:
            network, _, layer = name.partition(".")
            networks.setdefault(network, {})[layer] = kept[name].astype(np.float32)
    return Classifier(list(networks.values()), codes)
