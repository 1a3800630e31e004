"""What sentences of a message sound like to the classifier, and from which score on a rule speaks."""

import re
import tomllib
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from entregent.core.etiquette.classifier import usual_classifier
from entregent.core.etiquette.findings import Severity
from entregent.core.text.encoder import Encoder, TokenEncoder
from entregent.core.text.reading import Reading

BOUNDS = files("entregent.core.etiquette") / "classifier" / "bounds.toml"
MOST_HEARD = 120  # sentences, some 0.4 s of CPU; nobody writes as many
SURELY_READ = 220  # characters of a sentence that the classifier reads, however its words are cut
OTHERS = re.compile(r"^[ \t]*>|`|https?://", re.MULTILINE)  # quoted mail, code, links


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


class Ear:
    """One message as heard. Without an encoder that tells the layers below, it hears nothing; of very many sentences, the first."""

    def __init__(self, subject: str, text: str, sentences: Sequence[Reading], encoder: Encoder | None) -> None:
        """text: in which the sentences stand."""
        self._has_subject = bool(subject)
        self._places = {id(one): at for at, one in enumerate(sentences[:MOST_HEARD])}
        heard = [subject, *(_with_quotes(one, text) for one in sentences[:MOST_HEARD])]
        self._scores = _scores(heard, encoder)
        self.listens = bool(self._scores)

    def most(self, code: str) -> float | None:
        """The score of whatever sounds most like the code; None where nothing is heard."""
        return max(self._scores[code]) if self.listens else None

    def is_sure(self, code: str) -> bool:
        """Whether something surely sounds so."""
        heard = self.most(code)
        return heard is not None and heard >= bounds()[code].warn

    def doubts(self, code: str, sentence: Reading, end: int) -> bool:
        """Whether a phrase that ends there, in a sentence that was read so far, is in one that does not sound so."""
        score = self._score(code, sentence)
        return score is not None and end - sentence.start < SURELY_READ and score < bounds()[code].doubt

    def sentences(
        self, code: str, sentences: Sequence[Reading], but: Container[int]
    ) -> Iterator[tuple[Reading, Severity]]:
        """Those that sound so, and how grave it is. but: by their id, those that are not asked for."""
        for one in sentences:
            score = None if id(one) in but else self._score(code, one)
            if score is not None and (severity := bounds()[code].severity(score)):
                yield one, severity

    def subject(self, code: str) -> Severity | None:
        """How grave the subject sounds."""
        return bounds()[code].severity(self._scores[code][0]) if self.listens and self._has_subject else None

    def doubts_subject(self, code: str) -> bool:
        """Whether the subject does not sound so."""
        return self.listens and code in self._scores and self._scores[code][0] < bounds()[code].doubt

    def _score(self, code: str, sentence: Reading) -> float | None:
        at = self._places.get(id(sentence))
        return self._scores[code][at + 1] if self.listens and at is not None else None


def _with_quotes(one: Reading, text: str) -> str:
    """As in the text; as read where code or quoted mail stands inside."""
    whole = text[one.start : one.end]
    return one.written if OTHERS.search(whole) else whole


def _scores(texts: Sequence[str], encoder: Encoder | None) -> Mapping[str, Sequence[float]]:
    """Scores of each text by code."""
    if not hasattr(encoder, "tokens"):
        return {}
    told: TokenEncoder = encoder  # type: ignore[assignment]
    classifier = usual_classifier()
    columns = classifier.scores(texts, told).T.tolist()
    return dict(zip(classifier.codes, columns, strict=True))
