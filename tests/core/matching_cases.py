"""Random watches and random documents, for every matcher: the plain evaluator is held against the oracle of
`matching_oracle`, the compiled kernel against the plain evaluator.

A document is made of units whose words are known by construction, so that an oracle needs no tokeniser.
"""

from dataclasses import dataclass, replace
from itertools import pairwise

from hypothesis import strategies as st

from entregent.core.matching.document import Document
from entregent.core.matching.query import And, Exact, Inflected, Is, Leaf, Near, Not, Or, Phrase, Prefix, Query, Titled

# folded word → how people write it. Never two with a common spelling.
SPELLINGS = {
    "tri": ["tri", "Tri", "TRÎ"],
    "compost": ["compost", "COMPOST", "com\u00adpost", "c\u043empost"],
    "composts": ["composts"],
    "dechet": ["déchet", "Déchet", "de\u0301chet", "dé\u200bchet"],
    "dechets": ["déchets", "DÉCHETS"],
    "eco": ["éco", "Eco"],
    "citoyen": ["citoyen", "Citoyen"],
    "terreau": ["terreau", "Terreau"],
    "commun": ["commun", "Commun"],
    "oeuvre": ["œuvre", "Oeuvre", "ŒUVRE"],
    "strasse": ["Straße", "STRASSE"],
    "orange": ["orange", "Orange", "ORANGE", "Or\u0430nge"],
    "et": ["et", "ET"],
    "2026": ["2026"],
    "שלום": ["שלום"],
    "سماد": ["سماد"],
    "компост": ["компост", "КОМПОСТ"],
    "東京": ["東京"],
}
LOOK_ALIKE = {
    "c\u043empost": "c\u043empost",
    "Or\u0430nge": "or\u0430nge",
}  # as written → what it folds to, besides the Latin word
BINDABLE = ["eco", "citoyen", "terreau", "commun", "tri", "dechet"]
TAGGABLE = {"terreau": "Terreau", "commun": "Commun", "dechet": "Déchet", "eco": "Éco", "2026": "2026"}
GAPS = [" ", ", ", "\n", " — ", "\u00a0", " 🌱 ", " (", "\u200f ", ". ", " «\u202f", "_", " 𝕏!¡ "]
CLITICS = ["l’", "d'", "L’"]


@dataclass(frozen=True)
class Unit:
    """Something written in one go. parts: written and folded words in order; joined: "" apart, "-" by hyphens, "#" a hashtag."""

    text: str
    parts: tuple[tuple[str, str], ...]
    joined: str = ""


@dataclass(frozen=True)
class Case:
    """A document and what its two fields are made of: gaps and units in turn."""

    document: Document
    title: tuple[tuple[str, Unit], ...]
    body: tuple[tuple[str, Unit], ...]


def _spelt(word: str) -> st.SearchStrategy[tuple[str, str]]:
    return st.sampled_from(SPELLINGS[word]).map(lambda written: (written, word))


def _hyphened(parts: list[tuple[str, str]]) -> Unit:
    return Unit("-".join(written for written, _ in parts), tuple(parts), "-")


def _hashtag(words: list[str]) -> Unit:
    parts = tuple((TAGGABLE[word], word) for word in words)
    return Unit("#" + "".join(written for written, _ in parts), parts, "#")


WORDS = st.sampled_from(list(SPELLINGS))
SINGLE = WORDS.flatmap(_spelt).map(lambda part: Unit(part[0], (part,)))
ELIDED = st.tuples(st.sampled_from(CLITICS), st.sampled_from(["oeuvre", "orange", "eco"]).flatmap(_spelt)).map(
    lambda pair: Unit(pair[0] + pair[1][0], ((pair[0][0], pair[0][0].lower()), pair[1]))
)
HYPHENED = st.lists(st.sampled_from(BINDABLE).flatmap(_spelt), min_size=2, max_size=4).map(_hyphened)
# Two numbers side by side would be one number.
HASHTAGS = (
    st.lists(st.sampled_from(list(TAGGABLE)), min_size=1, max_size=3)
    .filter(lambda words: ("2026", "2026") not in set(pairwise(words)))
    .filter(lambda words: set(words) != {"2026"})
    .map(_hashtag)
)
UNITS = st.one_of(SINGLE, SINGLE, ELIDED, HYPHENED, HASHTAGS)
FIELDS = st.lists(st.tuples(st.sampled_from(GAPS), UNITS), max_size=7).map(tuple)


def text_of(units: tuple[tuple[str, Unit], ...]) -> str:
    return "".join(gap + unit.text for gap, unit in units)


def _case(title: tuple[tuple[str, Unit], ...], body: tuple[tuple[str, Unit], ...], known: Document) -> Case:
    # "_" is a gap between words, but within a hashtag it is part of it.
    title, body = _no_gap_in_hashtags(title), _no_gap_in_hashtags(body)
    return Case(replace(known, title=text_of(title), body=text_of(body)), title, body)


def _no_gap_in_hashtags(units: tuple[tuple[str, Unit], ...]) -> tuple[tuple[str, Unit], ...]:
    kept: list[tuple[str, Unit]] = []
    for gap, unit in units:
        beside_hashtag = unit.joined == "#" or bool(kept and kept[-1][1].joined == "#")
        kept.append((" " if gap == "_" and beside_hashtag else gap, unit))
    return tuple(kept)


KNOWN = st.builds(
    Document,
    id=st.integers(1, 10**12),
    title=st.just(""),
    body=st.just(""),
    language=st.sampled_from(["", "fr", "en", "de"]),
    author=st.sampled_from(["", "Zoé Le Gall", "Le Gall", "Zoe"]),
    site=st.sampled_from(["", "exemple.fr", "blog.exemple.fr", "www.exemple.fr", "contreexemple.fr"]),
    region=st.sampled_from(["", "53", "11"]),
    kind=st.sampled_from(["", "feed", "website"]),
    tags=st.lists(st.sampled_from(["Terreau commun", "terreau-commun", "TerreauCommun", "Tri"]), max_size=2).map(tuple),
    links=st.lists(
        st.sampled_from(
            [
                "https://exemple.fr/a/b",
                "http://www.exemple.fr/a/bc",
                "https://blog.exemple.fr/",
                "https://autre.fr/?q=1",
            ]
        ),
        max_size=2,
    ).map(tuple),
)


def cases() -> st.SearchStrategy[Case]:
    """Documents whose words are known."""
    return st.builds(_case, FIELDS, FIELDS, KNOWN)


ODD = st.text(
    st.one_of(
        st.sampled_from(
            "aeéEÉœßİıſΣςﬁ½²ⅣǅẞñŁд\u0301\u0327\u00ad\u200b\u200d\u2060\ufeff\u200f\u202e-‐‑–'’ʼ#@_*~=\"()0٣९ \n\u00a0"
        ),
        st.sampled_from(["🌱", "𝐜", "𠀋", "שׁ", "مُ", "Å", "ﷺ", "ǆ", "가", "각"]).map(lambda text: text[0]),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=40,
)


def odd_documents() -> st.SearchStrategy[Document]:
    """Documents of any characters, the rare ones above all."""
    return st.builds(lambda known, title, body: replace(known, title=title, body=body), KNOWN, ODD, ODD)


PHRASES = st.lists(WORDS, min_size=1, max_size=3).map(lambda words: Phrase(tuple(words)))
JOINED = st.sampled_from(
    ["ecocitoyen", "terreaucommun", "dechet2026", "triterreau", "ecoterreaucommun", "l", "d", "c\u043empost"]
).map(lambda word: Phrase((word,)))
PAIRS = st.sampled_from(
    [("eco", "citoyen"), ("terreau", "commun"), ("l", "oeuvre"), ("tri", "ecocitoyen"), ("ecocitoyen", "tri")]
).map(Phrase)
PREFIXES = st.one_of(
    WORDS.flatmap(lambda word: st.integers(1, len(word)).map(lambda size: Prefix(word[:size]))),
    st.sampled_from([Prefix("ecocit"), Prefix("terreauc"), Prefix("dechets")]),
)
INFLECTED = st.sampled_from(["déchet", "déchets", "compost", "citoyens", "communs", "orange", "œuvres", "writing"]).map(
    Inflected
)
EXACT = st.sampled_from(
    [
        "Orange",
        "orange",
        "Déchet",
        "l'orange",
        "L’œuvre",
        "éco-citoyen",
        "tri Tri",
        "tri,",
        "ET",
        "#Terreau",
        "Straße",
        "de\u0301chet",
    ]
).map(Exact)
KNOWN_LEAVES = st.sampled_from(
    [
        Is("lang", "fr"), Is("lang", "en"), Is("author", "le gall"), Is("author", "zoe"), Is("site", "exemple.fr"),
        Is("site", "blog.exemple.fr"), Is("region", "53"), Is("kind", "feed"), Is("tag", "terreau commun"), Is("tag", "terreau"),
        Is("link", "exemple.fr"), Is("link", "exemple.fr/a/b"), Is("link", "autre.fr?q"), Is("link", "autre.fr"),
    ]
)  # fmt: skip


def leaves() -> st.SearchStrategy[Leaf]:
    return st.one_of(PHRASES, PHRASES, JOINED, PAIRS, PREFIXES, INFLECTED, EXACT)


def nears() -> st.SearchStrategy[Near]:
    side = st.one_of(leaves(), st.lists(leaves(), min_size=2, max_size=3).map(lambda parts: Or(tuple(parts))))
    return st.builds(Near, side, side, st.sampled_from([1, 2, 3, 5, 100]))


def queries(max_leaves: int = 8) -> st.SearchStrategy[Query]:
    """Trees of all kinds, not in normal form."""
    return st.recursive(
        st.one_of(leaves(), leaves(), nears(), KNOWN_LEAVES),
        lambda inner: st.one_of(
            st.lists(inner, min_size=2, max_size=3).map(lambda parts: And(tuple(parts))),
            st.lists(inner, min_size=2, max_size=3).map(lambda parts: Or(tuple(parts))),
            inner.map(Not),
            inner.map(Titled),
        ),
        max_leaves=max_leaves,
    )
