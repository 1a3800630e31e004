"""The query tree: what a watch means, once read. `docs/watch-language.md` says it for people.

What a leaf reads. The words of a document are `core.text.tokenise` of its title, then of its body; nothing crosses from one to the
other. `readings` adds what a reader sees besides:

* A hashtag is cut at capitals, digits and underscores: #TerreauCommun is the words « terreau », « commun »; these count as steps.
* A *compound* is also one word, in the place of its words: a whole hashtag (« terreaucommun »), and any two or three words that
  follow one another bound by single hyphens (« éco-citoyen » is also « ecocitoyen »). A phrase goes through it as through one word.
* A word that mixes Latin letters with Cyrillic or Greek ones of the same look is also the Latin word it looks like.

Phrase, Prefix and Inflected read all of these; Exact reads the characters of the text.
"""

from dataclasses import dataclass
from typing import Literal

MetadataField = Literal["lang", "author", "site", "region", "tag", "link", "kind"]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Folded words that follow one another; one word is a phrase of one.

    Two or three words, each of three letters or more, are also found written as one (« ecocitoyen », #terreaucommun): that single
    word, for the whole phrase.
    """

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prefix:
    """Any word that begins with these folded letters."""

    letters: str


@dataclass(frozen=True, slots=True)
class Inflected:
    """The same word inflected (`word~`): a word with the same stem, in French or in English.

    In a document whose language is one of them, by that language's stems alone. `word`: in small letters, with its accents.
    A stem is `core.text.stem` of the word as written, without soft hyphens or zero-width characters (and, of a compound, hyphens).
    """

    word: str


@dataclass(frozen=True, slots=True)
class Exact:
    """These words as they are written (`="Orange"`): case and accents count, between borders of words.

    Spaces are any spaces, apostrophes any apostrophes; composed or decomposed accents are the same; soft hyphens and zero-width
    characters are not seen. It holds at least one word, so that the words of the text, folded, are in the document too.
    """

    text: str


@dataclass(frozen=True, slots=True)
class Near:
    """Both, in either order, with at most `distance` steps from the last word of one to the first of the other; never overlapping.

    Side by side is one step; steps are from 1 to 100. Each side is a leaf or an Or of leaves. All pairs are marked.
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

    lang, kind: equal. region: its code. site: the host or one above it, without « www. ». author: these words, one after the
    other, in its name. tag: one of its tags, whatever separates their words. link: a host or one above it, or the beginning of an
    address up to a border (the end, or one of /?#&=), that one of its links has; as `core.text.page_key`, in small letters.
    `metadata.holds` answers it.
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
