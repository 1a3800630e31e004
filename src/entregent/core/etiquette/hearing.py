"""What sentences of a message sound like to the classifier, and from which score on a rule speaks."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import nan

from entregent.core.etiquette.classifier import usual_classifier
from entregent.core.etiquette.findings import Severity
from entregent.core.text.encoder import Encoder, TokenEncoder

MOST_HEARD = 120  # sentences, some 0.4 s of CPU; nobody writes as many
BOUNDS = files("entregent.core.etiquette") / "classifier" / "bounds.toml"


@dataclass(frozen=True, slots=True)
class Bounds:
    """Log-odds of one code. warn, hint: from which a sentence that no phrase points at is spoken of; doubt: under which what a
    phrase says is doubted."""

    warn: float
    hint: float
    doubt: float = float("-inf")

    def severity(self, score: float) -> Severity | None:
        """How grave it is; the classifier never blocks."""
        if score >= self.warn:
            return Severity.WARN
        return Severity.HINT if score >= self.hint else None


@cache
def bounds() -> Mapping[str, Bounds]:
    """Those of each code, set on messages that are not held back (docs/evaluation.md)."""
    read = tomllib.loads(BOUNDS.read_text(encoding="utf-8"))
    return {code: Bounds(**values) for code, values in read.items()}


def hear(texts: Sequence[str], encoder: Encoder | None) -> Mapping[str, Sequence[float]]:
    """Return the scores of each text by code; nothing where the encoder does not tell the layers that the classifier reads.

    Of very many texts, the first are listened to: the score of the others is nan, which is neither above a bound nor under one.
    """
    if not texts or not hasattr(encoder, "tokens"):
        return {}
    told: TokenEncoder = encoder  # type: ignore[assignment]
    classifier = usual_classifier()
    unheard = [nan] * (len(texts) - MOST_HEARD)
    columns = classifier.scores(texts[:MOST_HEARD], told).T.tolist()
    return {code: [*column, *unheard] for code, column in zip(classifier.codes, columns, strict=True)}
