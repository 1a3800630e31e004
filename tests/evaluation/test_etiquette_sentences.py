"""What phrases say of sentences written to resemble a fault and to be none; and that the classifier was made from those we have."""

from collections import Counter

import numpy as np
import pytest

from entregent.core.etiquette import Brief, Message, Severity, check
from entregent.core.etiquette.facts import Purpose
from evaluation.etiquette_training import CODES, SENTENCES, WEIGHTS, fingerprint

BLOCKING = ("P102", "P103", "W103", "W104")
MOST_BLOCKED, MOST_WARNED = 0.01, 0.08  # of those that resemble a code
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
    there, warned, blocked = Counter(), Counter(), Counter()
    for codes, text in resembling(language):
        found = check(Message(text), Brief(purpose=Purpose.ASK), language=language).findings
        there.update(codes)
        warned.update({one.code for one in found if one.severity is not Severity.HINT} & set(codes))
        blocked.update({one.code for one in found if one.blocks} & set(codes))
    assert there.total() > 1500
    assert {code: warned[code] for code in SEEN_AS_NONE if warned[code] > there[code] * MOST_WARNED} == {}
    of_blocking = sum(there[code] for code in BLOCKING)
    assert blocked.total() <= of_blocking * MOST_BLOCKED, blocked


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
