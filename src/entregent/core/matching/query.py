"""The query tree: what a watch means, once read. `docs/watch-language.md` says it for people.

What a leaf reads. The words of a document are `core.text.tokenise` of its title, then of its body; nothing crosses from one to the
other. Words that a single hyphen binds (« éco-citoyen ») are also one word, « ecocitoyen », in the same place.
"""

from dataclasses import dataclass
from typing import Literal

MetadataField = Literal["lang", "author", "site", "region", "tag", "link", "kind"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Folded words that follow one another; one word is a phrase of one.

    Two or three words of three letters or more are also found written as one (« ecocitoyen », #TerreauCommun in small letters).
    """

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any word that begins with these folded letters."""

    letters: str


@dataclass(frozen=True, slots=True)
class Inflected:
    """The same word inflected (`word~`): a word with the same stem, in French or in English.

    In a document whose language is one of them, by that language's stems alone. `word`: in small letters, accents kept: stems need them.
    """

    word: str


@dataclass(frozen=True, slots=True)
class Exact:
    """These words as they are written (`="Orange"`): case and accents count, between borders of words; spaces are any spaces."""

    text: str


@dataclass(frozen=True, slots=True)
class Near:
    """Both, in either order, with at most `distance` steps from the last word of one to the first of the other; never overlapping.

    Side by side is one step. Each side is a leaf or an Or of leaves.
    """

    left: "Query"
    right: "Query"
    distance: int


@dataclass(frozen=True, slots=True)
class Titled:
    """The part, read in the title alone (`title:`). Metadata leaves inside it mean the same."""

    part: "Query"


@dataclass(frozen=True, slots=True)
class Is:
    """What is known of the document, in folded form.

    lang, kind: equal. region: its code. site: the host or one above it. author: these words in its name. tag: all the words of one
    tag. link: a host, or the beginning of an address at a border, that one of its links has.
    """

    field: MetadataField
    value: str


@dataclass(frozen=True, slots=True)
class And:
    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Or:
    parts: tuple["Query", ...]


@dataclass(frozen=True, slots=True)
class Not:
    part: "Query"


Leaf = Phrase | Prefix | Inflected | Exact
Query = Leaf | Near | Titled | Is | And | Or | Not


def to_text(query: Query) -> str:
    """Write the query in the watch language; parsing what this returns gives the same tree."""
    match query:
        case Phrase(words):
            return words[0] if len(words) == 1 and not _is_keyword(words[0]) else f'"{" ".join(words)}"'
        case Prefix(letters):
            return f"{letters}*"
        case Inflected(word):
            return f"{word}~"
        case Exact(text):
            return f'="{text}"'
        case Near(left, right, distance):
            return f"{_operand(left)} NEAR/{distance} {_operand(right)}"
        case Titled(part):
            return f"title:{_operand(part)}"
        case Is(field, value):
            return f'{field}:"{value}"' if " " in value else f"{field}:{value}"
        case Not(part):
            return f"NOT {_operand(part)}"
        case And(parts):
            return " AND ".join(_operand(part) for part in parts)
        case Or(parts):
            return " OR ".join(_operand(part) for part in parts)


def _operand(query: Query) -> str:
    return f"({to_text(query)})" if isinstance(query, And | Or | Near) else to_text(query)


def _is_keyword(word: str) -> bool:
    return word.upper() in KEYWORDS


KEYWORDS = {"AND": "AND", "ET": "AND", "OR": "OR", "OU": "OR", "NOT": "NOT", "SAUF": "NOT", "NON": "NOT"}
