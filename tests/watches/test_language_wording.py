"""Every mistake, doubt and loss of the watch language has its sentence."""

from typing import get_args

import pytest
from django.utils import translation

from entregent.core.matching import Caution, Note, WatchSyntaxError
from entregent.core.matching.cautions import Doubt
from entregent.core.matching.errors import Problem
from entregent.core.matching.translation import Loss
from entregent.watches.language_wording import caution_sentence, note_sentence
from entregent.watches.wording import mend


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_has_a_sentence(language):
    with translation.override(language):
        said = [mend(WatchSyntaxError(problem, 4)) for problem in get_args(Problem)]
        said += [caution_sentence(Caution(doubt, 0, 3, "ver")) for doubt in get_args(Doubt)]
        said += [note_sentence(Note(loss, "ver")) for loss in get_args(Loss)]
    assert len(set(said)) == len(said)
    assert all("%(" not in sentence for sentence in said)


def test_the_cost_of_a_common_word_is_said():
    with translation.override("en"):
        assert "31%" in caution_sentence(Caution("common word", 0, 3, "ver", share=0.312))
