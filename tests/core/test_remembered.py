"""What is worked out of texts is remembered; what was written is not."""

import gc
from types import FunctionType, ModuleType

import numpy as np
import pytest

from entregent.core.etiquette import notes
from entregent.core.etiquette.notes import note_findings
from entregent.core.text.digest import digest
from entregent.core.text.encoder import _Remembering

NAME = "Zéphyrine"


class Model:
    """An encoder that counts the texts it reads."""

    def __init__(self):
        self.read = 0

    def encode(self, texts):
        self.read += len(texts)
        return np.array([[len(text), 1] for text in texts], dtype=np.float32)


def texts_held_by(*things):
    """Every text that can be reached from them, but through code."""
    seen, told, left = set(), [], list(things)
    while left:
        one = left.pop()
        if id(one) in seen or isinstance(one, type | FunctionType | ModuleType):
            continue
        seen.add(id(one))
        if isinstance(one, str):
            told.append(one)
        left += gc.get_referents(one)
    return told


@pytest.mark.parametrize("text", [f"{NAME}, plutôt hostile", f"{NAME} tient un blog sur la santé, note 4 sur 5"])
def test_a_note_is_judged_again_the_same_and_not_kept(text):
    found = note_findings(text)

    assert note_findings(text) == found
    assert [one.evidence.words for one in found] == [text[one.evidence.start : one.evidence.end] for one in found]
    assert not [held for held in texts_held_by(*vars(notes).values()) if NAME in held]


def test_disguised_words_are_told_as_they_are_read_each_time():
    text = "Plutôt host\u200bile"

    assert [[one.evidence.words for one in note_findings(text)] for _ in range(2)] == [["Plutôt hostile"]] * 2


def test_an_encoder_reads_a_text_once_and_does_not_keep_it():
    model = Model()
    encoder = _Remembering(model)
    texts = [f"{NAME} et le compost", "le vélo", f"{NAME} et le compost"]

    first = encoder.encode(texts)

    assert (encoder.encode(texts) == first).all()
    assert first[:, 0].tolist() == [len(text) for text in texts]
    assert model.read == 2
    assert not [held for held in texts_held_by(*vars(encoder).values()) if NAME in held]


def test_texts_are_told_apart_even_broken_ones():
    assert len({digest(text) for text in ("", "a", "A", "?", "\ud800", "\ud801")}) == 6
