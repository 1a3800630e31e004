"""What phrases say of sentences written to resemble a fault and to be none; and that the classifier was made from those we have."""

from collections import Counter

import numpy as np
import pytest

from entregent.core.etiquette import Brief, Message, Severity, check
from entregent.core.etiquette.facts import Purpose
from entregent.core.text.encoder import usual_encoder
from evaluation.etiquette_training import CODES, SENTENCES, WEIGHTS, fingerprint

BLOCKING = ("P102", "P103", "W103", "W104")
MOST_BLOCKED, MOST_WARNED = 0.02, 0.08  # of those that resemble a code
SEEN_AS_NONE = [code for code in CODES if code not in ("WHY", "ENDS")]


def resembling(language):
    """Sentences with the codes that they resemble."""
    for line in (SENTENCES / f"{language}_sentences.tsv").read_text(encoding="utf-8").splitlines():
        labels, _, text = line.partition("\t")
        codes = [label[1:] for label in labels.split() if label.startswith("-")]
        if codes:
            yield codes, text


@pytest.mark.parametrize("language", ["fr", "en"])
def test_phrases_let_be_what_only_resembles_a_fault(language):
    there, warned, blocked = Counter(), Counter(), []
    for codes, text in resembling(language):
        found = told(text, language)
        there.update(codes)
        warned.update({one.code for one in found if one.severity is not Severity.HINT} & set(codes))
        blocked += [(one.code, text) for one in found if one.blocks and one.code in codes]
    assert there.total() > 1500
    assert {code: warned[code] for code in SEEN_AS_NONE if warned[code] > there[code] * MOST_WARNED} == {}
    assert len(blocked) <= sum(there[code] for code in BLOCKING) * MOST_BLOCKED, blocked
    by_ear = [text for _, text in blocked if any(one.blocks for one in told(text, language, usual_encoder()))]
    assert len(by_ear) < len(blocked), "what does not sound so is doubted, and a doubt does not block"


def told(text, language, encoder=None):
    return check(Message(text), Brief(purpose=Purpose.ASK), language=language, encoder=encoder).findings


def test_the_classifier_was_made_from_the_sentences_that_are_there():
    """After a change of them: python -m evaluation.etiquette_training."""
    with np.load(WEIGHTS) as kept:
        assert str(kept["made_from"]) == fingerprint()
        assert tuple(kept["codes"]) == CODES


@pytest.mark.parametrize("path", sorted(SENTENCES.glob("*.tsv")), ids=lambda path: path.stem)
def test_every_line_is_labelled_with_codes_that_there_are(path):
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        labels, tab, text = line.partition("\t")
        assert not line or (tab and text.strip()), f"line {number}"
        assert {label.lstrip("-?") for label in labels.split()} <= set(CODES), f"line {number}"
