"""The sorts, and the kinds of evidence for them."""

from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """What somebody said, by what it asks of us. The values are those that mentions keep."""

    QUESTION = "question"
    CRITICISM = "criticism"  # that can be discussed: it says what went wrong, or what would be better
    DISCONTENT = "discontent"  # criticism that gives no hold
    ATTACK = "attack"
    PRAISE = "praise"
    IDEA = "idea"
    INFORMATION = "information"
    SPAM = "spam"


class Cue(StrEnum):
    """Why a sentence suggests a sort."""

    ASKS = "asks"  # a question mark, or « je voudrais savoir »
    PROPOSES = "proposes"
    ADMIRES = "admires"
    DEPLORES = "deplores"
    FAILS = "fails"  # something does not work, is late, is missing
    INSULTS = "insults"  # insults, accuses, threatens, calls for a boycott
    SELLS = "sells"
    REPORTS = "reports"
    MOCKS = "mocks"  # may mean the opposite
    RHETORICAL = "rhetorical"  # no answer is expected
    TURNS = "turns"  # « mais »: what comes after counts


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A sort to confirm, and the sentence that suggests it.

    start, end: half-open range of characters of the sentence in the text given. cue: why; cue_start, cue_end: the words that say
    so. confidence: 0.6 to 1, for order among suggestions; no probability.
    """

    sort: Sort
    start: int
    end: int
    cue: Cue
    cue_start: int
    cue_end: int
    confidence: float
