"""The compiled watch set answers what the plain evaluator answers."""

import io
import random
import subprocess
import sys

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from entregent.core.matching import Document
from entregent.core.matching.evaluator import WatchSet
from entregent.core.matching.kernel import compile as compile_watches
from entregent.core.matching.query import And, Exact, Inflected, Is, Near, Not, Or, Phrase, Prefix, Titled

WORDS = [
    *("eau", "compost", "tri", "dechets", "eco", "citoyen", "bac", "vert", "verte", "abc"),
    *("ab", "a", "zero", "dechet", "copparis35", "35", "été", "préau"),
]
FOLDED = [word.replace("é", "e") for word in WORDS]
PIECES = [
    *WORDS,
    "Éco-citoyen",
    "#ZéroDéchet35",
    "#tri_des_DÉCHETS",
    "com\u00adpost",
    "tеrrе",
    "ﬁn ½",
    "שלום",
    "\u200b",
    "🔥",
]
COLUMNS = ["id", "title", "body", "language", "author", "site", "region", "kind", "tags", "links"]
KNOWN = [
    Is("lang", "fr"), Is("author", "alice"), Is("author", "alice martin"), Is("site", "exemple.org"), Is("region", "53"),
    Is("tag", "zero dechet"), Is("link", "exemple.org/b"), Is("link", "exemple.org"), Is("kind", "feed"),
]  # fmt: skip

words = st.sampled_from(FOLDED)
phrases = st.lists(words, min_size=1, max_size=3).map(lambda found: Phrase(tuple(found)))
prefixes = st.tuples(words, st.integers(1, 9)).map(lambda found: Prefix(found[0][: found[1]]))
inexact = st.one_of(
    st.sampled_from(["vert", "déchet", "composts"]).map(Inflected),
    st.sampled_from(["Vert", "Éco-citoyen", "tri"]).map(Exact),
)
sides = st.one_of(
    phrases, prefixes, inexact, st.lists(phrases, min_size=2, max_size=3).map(lambda found: Or(tuple(found)))
)
leaves = st.one_of(
    phrases,
    prefixes,
    inexact,
    st.builds(Near, sides, sides, st.integers(1, 6)),
    st.sampled_from(KNOWN),
    phrases.map(Titled),
)
queries = st.recursive(
    leaves,
    lambda inner: st.one_of(
        inner.map(Not),
        inner.map(Titled),
        st.lists(inner, min_size=2, max_size=4).map(lambda found: And(tuple(found))),
        st.lists(inner, min_size=2, max_size=4).map(lambda found: Or(tuple(found))),
    ),
    max_leaves=12,
)
texts = st.lists(
    st.one_of(st.sampled_from(PIECES), st.sampled_from(" ·-'’_#.\n"), st.text(max_size=3)), max_size=25
).map(lambda found: "".join(piece + " " if len(piece) > 2 and piece[-1].isalnum() else piece for piece in found))
documents = st.builds(
    Document,
    id=st.integers(1, 9),
    title=texts,
    body=texts,
    language=st.sampled_from(["", "fr", "en"]),
    author=st.sampled_from(["", "Alice Martin", "Bob"]),
    site=st.sampled_from(["", "www.exemple.org", "b.org"]),
    region=st.sampled_from(["", "53"]),
    kind=st.sampled_from(["", "feed"]),
    tags=st.sampled_from([(), ("Zéro déchet",)]),
    links=st.sampled_from([(), ("https://www.exemple.org/b/c",)]),
)


def plain(watches, batch):
    return list(WatchSet(watches).match(batch))


def table(batch):
    rows = {name: [getattr(one, name) for one in batch] for name in COLUMNS}
    return pa.table({name: [list(v) if isinstance(v, tuple) else v for v in values] for name, values in rows.items()})


@settings(max_examples=150, deadline=None)
@given(st.lists(queries, min_size=1, max_size=6), st.lists(documents, min_size=1, max_size=4))
def test_any_watch_catches_what_the_plain_evaluator_catches(trees, batch):
    watches = dict(enumerate(trees, 10))
    hits = plain(watches, batch)
    assert list(compile_watches(watches, engine="compiled").match(batch)) == hits
    assert list(compile_watches(watches, engine="plain").match(batch)) == hits


def sample(seed, amount):
    chance = random.Random(seed)
    made = ["".join(f"{chance.choice(PIECES)}{chance.choice('  -')}" for _ in range(30)) for _ in range(amount)]
    return [Document(number, text[:40], text[40:], language="fr") for number, text in enumerate(made)]


def some_watches(seed, amount):
    chance = random.Random(seed)
    pick = lambda: Phrase((chance.choice(FOLDED),))  # noqa: E731
    return {number: And((Or((pick(), pick())), Not(pick()))) for number in range(amount)}


def test_columns_of_arrow_give_the_same_hits():
    batch, watches = sample(1, 40), some_watches(1, 30) | {99: Inflected("vert")}
    compiled, hits = compile_watches(watches), plain(watches, batch)
    rows = table(batch)
    assert hits
    assert list(compiled.match(rows)) == list(compiled.match(rows.to_batches()[0])) == hits
    coded = rows.set_column(2, "text", rows["body"].dictionary_encode()).set_column(
        1, "title", rows["title"].cast(pa.binary())
    )
    assert list(compiled.match(coded.slice(3, 20))) == plain(watches, batch[3:23])


def test_columns_that_lack_are_empty_and_bytes_that_are_no_text_are_replaced():
    compiled = compile_watches({1: Phrase(("compost",)), 2: Is("lang", "fr")})
    found = compiled.match_columns(
        pa.table({"body": pa.array([b"\xff\xfe compost \xc3", None, b"\xe9compost"], pa.binary())})
    )
    assert found.row.tolist() == [0, 2]
    assert (found.start.tolist(), found.end.tolist()) == ([3, 1], [10, 8])


def test_hits_as_columns_are_the_hits():
    batch, watches = sample(2, 50), some_watches(2, 20)
    found = compile_watches(watches).match_columns(batch)
    assert list(found.hits()) == plain(watches, batch)
    assert len(compile_watches(watches).match_columns(batch, with_spans=False).start) == 0


@pytest.mark.parametrize("engine", ["compiled", "plain"])
def test_edits_take_effect_at_once_and_after_they_are_merged(engine):
    chance, watches = random.Random(3), some_watches(3, 40)
    compiled, batch = compile_watches(watches, engine=engine), sample(3, 30)
    for number in range(25):
        changed = chance.choice([*watches, 100 + number])
        if chance.random() < 0.3:
            compiled.remove(changed)
            watches.pop(changed, None)
        else:
            watches[changed] = Or((Phrase((chance.choice(FOLDED),)), Prefix(chance.choice(FOLDED)[:2])))
            compiled.change(changed, watches[changed])
    assert list(compiled.match(batch)) == plain(watches, batch)
    compiled.merge()
    assert list(compiled.match(batch)) == plain(watches, batch)


def test_a_saved_set_is_mapped_or_made_anew(tmp_path, monkeypatch):
    watches, batch = some_watches(4, 30) | {77: Is("kind", "feed"), 78: Not(Is("kind", "feed"))}, sample(4, 20)
    compiled = compile_watches(watches)
    kept = io.BytesIO()
    compiled.save(kept)
    file = tmp_path / "watches"
    file.write_bytes(kept.getvalue())
    damaged = bytearray(kept.getvalue())
    damaged[-3] ^= 1
    (tmp_path / "damaged").write_bytes(damaged)
    (tmp_path / "empty").touch()
    for name in ("watches", "damaged", "empty"):
        with (tmp_path / name).open("rb") as opened:
            assert list(compile_watches(watches, kept=opened).match(batch)) == plain(watches, batch)
    other = watches | {0: Phrase(("eau",))}
    with file.open("rb") as opened:
        assert list(compile_watches(other, kept=opened).match(batch)) == plain(other, batch)


def test_ten_thousand_clauses_and_a_million_characters():
    many = {
        1: Or(tuple(Phrase((f"mot{n}", "suite")) for n in range(10_000))),
        2: Near(Phrase(("ab",)), Phrase(("bac",)), 3),
    }
    body = "é ab-ab " * 125_000 + "bac mot9999 suite"
    (first, second) = compile_watches(many).match([Document(1, "", body)])
    assert (first.spans[0].start, first.spans[0].end) == (len(body) - 13, len(body))
    assert body[second.spans[-1].start : second.spans[-1].end] == "bac"


def test_long_words_and_words_at_the_end_of_what_is_read_at_once():
    """Words of seven, eight, nine, sixteen and seventeen bytes, beside another post or nothing."""
    sizes = (1, 7, 8, 9, 15, 16, 17, 40)
    watches = {size: Phrase(("x" * size,)) for size in sizes} | {100 + size: Prefix("é" * size) for size in (4, 5, 9)}
    batch = [Document(0, "", "x" * size) for size in sizes] + [Document(0, "X" * 9, "É" * 9), Document(0, "", "_x-X8")]
    hits = plain(watches, batch)
    assert len(hits) > len(sizes)
    assert list(compile_watches(watches, engine="compiled").match(batch)) == hits
    assert list(compile_watches(watches, engine="compiled").match(table(batch).slice(0))) == hits


@pytest.mark.parametrize("written", ["bac-vert tri", "bac vert-tri", "#BacVert tri", "bac‑vert‐tri", "bac -vert tri"])
def test_phrases_go_through_compounds(written):
    watches = {
        1: Phrase(("bacvert", "tri")), 2: Phrase(("bac", "verttri")), 3: Phrase(("bac", "vert", "tri")), 4: Phrase(("vert", "tri")),
    }  # fmt: skip
    batch = [Document(1, f"le {written}", f"{written}, {written}")]
    assert list(compile_watches(watches, engine="compiled").match(batch)) == plain(watches, batch)


def test_importing_matching_loads_no_compiler():
    code = "import sys, entregent.core.matching; sys.exit('numba' in sys.modules or 'numpy' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
