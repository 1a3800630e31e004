"""Where in a text the words of a question stand: told by the same terms that the index holds."""

from dataclasses import dataclass

from entregent.listening.search.cutting import Placed
from entregent.listening.search.question import Option, Question


@dataclass(frozen=True, slots=True)
class Highlight:
    """A half-open range of characters."""

    start: int
    end: int


def highlights(text: str, question: Question, *, language: str) -> list[Highlight]:
    """Return the ranges to mark, in order, none within another. language: the post's, "" when it cannot be told."""
    asked = question.by_language.get(language or None)
    readings = [(language or None, asked)] if asked is not None else list(question.by_language.items())
    found = [
        span for read_as, parts in readings for span in _spans(text, read_as, [one for part in parts for one in part])
    ]
    return _apart(sorted(found, key=lambda span: (span.start, -span.end)))


def _spans(text: str, language: str | None, options: list[Option]) -> list[Highlight]:
    placed = Placed(text, language)
    terms = placed.terms
    first = {option.terms[0] for option in options if not _begins(option)}
    starts = tuple(option.terms[0] for option in options if _begins(option))
    begun = [at for at, term in enumerate(terms) if term in first or (starts and term.startswith(starts))]
    found = [(at, at + len(option.terms) - 1) for at in begun for option in options if _is_at(option, terms, at)]
    return [Highlight(placed.where(at).start, placed.where(last).end) for at, last in found]


def _begins(option: Option) -> bool:
    return option.is_beginning and len(option.terms) == 1


def _is_at(option: Option, terms: list[str], at: int) -> bool:
    said = terms[at : at + len(option.terms)]
    if len(said) < len(option.terms):
        return False
    last = said[-1].startswith(option.terms[-1]) if option.is_beginning else said[-1] == option.terms[-1]
    return last and said[:-1] == list(option.terms[:-1])


def _apart(spans: list[Highlight]) -> list[Highlight]:
    kept: list[Highlight] = []
    for span in spans:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
        elif span.end > kept[-1].end:
            kept[-1] = Highlight(kept[-1].start, span.end)
    return kept
