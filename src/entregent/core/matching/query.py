"""The query tree: what a watch means, once read."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrase:
    """Folded words that follow one another; one word is a phrase of one."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any word that begins with these folded letters."""

    letters: str


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: "Query"


Query = Phrase | Prefix | And | Or | Not


def to_text(query: Query) -> str:
    """Write the query in the watch language; parsing what this returns gives the same tree."""
    match query:
        case Phrase(words):
            return words[0] if len(words) == 1 and not _is_keyword(words[0]) else f'"{" ".join(words)}"'
        case Prefix(letters):
            return f"{letters}*"
        case Not(part):
            return f"NOT {_operand(part)}"
        case And(parts):
            return " AND ".join(_operand(part) for part in parts)
        case Or(parts):
            return " OR ".join(_operand(part) for part in parts)


def _operand(query: Query) -> str:
    return f"({to_text(query)})" if isinstance(query, And | Or) else to_text(query)


def _is_keyword(word: str) -> bool:
    return word.upper() in KEYWORDS


KEYWORDS = {"AND": "AND", "ET": "AND", "OR": "OR", "OU": "OR", "NOT": "NOT", "SAUF": "NOT", "NON": "NOT"}
