"""Language: word pairs in ten languages, sentences and real posts in French and English, and what a text costs."""

import csv
import json
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.rows import Row
from entregent.core.text import identify_language
from evaluation.floors import measured
from evaluation.posts import french_paragraphs

CASE = "language"
TUNED_ON = 500  # of the 1,000 pairs of each language, the first were looked at; the rest only reported


def rows(shared: Path) -> Iterator[Row]:
    started = time.process_time()
    identify_language("Bonjour tout le monde")
    yield measured(CASE, "first call, CPU", time.process_time() - started, "s")
    pairs = {file.stem: _lines(file) for file in sorted((shared / "lingua-langid/word-pairs").glob("*.txt"))}
    yield from _pairs(pairs)
    yield from _priors(pairs)
    yield from _sentences(shared / "cocoa-mt-fr/train/en-fr")
    yield from _posts(shared)


def _lines(file: Path) -> list[str]:
    return [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]


def _share(texts: Sequence[str], language: str | None, prior: str | None = None) -> float:
    return sum(identify_language(text, prior=prior) == language for text in texts) / len(texts)


def _pairs(pairs: dict[str, list[str]]) -> Iterator[Row]:
    answers = {language: [identify_language(pair) for pair in texts] for language, texts in pairs.items()}
    for language, given in answers.items():
        yield measured(CASE, f"word pairs, {language}: right", given.count(language) / len(given))
        yield measured(
            CASE,
            f"word pairs, {language}: right, second half",
            given[TUNED_ON:].count(language) / len(given[TUNED_ON:]),
        )
        yield measured(CASE, f"word pairs, {language}: unknown", given.count(None) / len(given))
    told = [(language, answer) for language, given in answers.items() for answer in given if answer]
    total = sum(map(len, answers.values()))
    yield measured(CASE, "word pairs, all: right", sum(language == answer for language, answer in told) / total)
    yield measured(
        CASE, "word pairs, all: right where told", sum(language == answer for language, answer in told) / len(told)
    )
    for language in ("fr", "en"):
        said = [truth for truth, answer in told if answer == language]
        yield measured(CASE, f"word pairs, told {language}: right", said.count(language) / len(said))
        first_words = [pair.split()[0] for pair in pairs[language]]
        yield measured(CASE, f"first word of the pair, {language}: right", _share(first_words, language))
        yield measured(CASE, f"first word of the pair, {language}: unknown", _share(first_words, None))


def _priors(pairs: dict[str, list[str]]) -> Iterator[Row]:
    for language in ("fr", "en"):
        yield measured(
            CASE,
            f"word pairs, {language}, by an author in {language}: right",
            _share(pairs[language], language, language),
        )
    first_words = [pair.split()[0] for pair in pairs["fr"]]
    yield measured(CASE, "first word of the pair, fr, by an author in fr: right", _share(first_words, "fr", "fr"))
    yield measured(CASE, "word pairs, en, by an author in fr: right", _share(pairs["en"], "en", "fr"))


def _sentences(folder: Path) -> Iterator[Row]:
    for language, ending in (("fr", "formal.fr"), ("en", "en")):
        texts = [
            text
            for file in sorted(folder.glob(f"*.en-fr.{ending}"))
            for text in _lines(file)
            if ".informal" not in file.name
        ]
        yield measured(CASE, f"sentences, {language}: right", _share(texts, language))


def _posts(shared: Path) -> Iterator[Row]:
    paragraphs = french_paragraphs(shared)
    yield measured(CASE, "paragraphs of French posts: right", _share(paragraphs, "fr"))
    yield measured(CASE, "paragraphs of French posts: unknown", _share(paragraphs, None))
    tweets = _tweets(shared / "crisislex/data/CrisisLexT26/2013_Glasgow_helicopter_crash")
    yield measured(CASE, "tweets from Glasgow: en", _share(tweets, "en"))
    yield measured(CASE, "tweets from Glasgow: unknown", _share(tweets, None))
    for language, texts in _bluesky(shared / "twitwi-bluesky/test/resources/bluesky-posts.json").items():
        yield measured(CASE, f"Bluesky posts that say {language}: right", _share(texts, language))
    started = time.process_time()
    _share(tweets, "en")
    yield measured(CASE, "a tweet, CPU", 1e6 * (time.process_time() - started) / len(tweets), "µs")


def _tweets(folder: Path) -> list[str]:
    (file,) = folder.glob("*-tweets_labeled.csv")
    with file.open(encoding="utf-8", newline="") as opened:
        return [row[1] for row in csv.reader(opened)][1:]


def _bluesky(file: Path) -> dict[str, list[str]]:
    """Language → texts, where the author's programme named one language and at least twenty posts do."""
    said: dict[str, list[str]] = {}
    posts: Iterable[dict[str, dict[str, object]]] = json.loads(file.read_text(encoding="utf-8"))
    for record in (post.get("record", post.get("value", {})) for post in posts):
        languages, text = record.get("langs"), str(record.get("text", ""))
        if isinstance(languages, list) and len(languages) == 1 and text.strip():
            said.setdefault(str(languages[0])[:2], []).append(text)
    return {language: texts for language, texts in sorted(said.items()) if len(texts) >= 20}
