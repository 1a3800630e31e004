"""Suggested sorts: messages written for this, the last of them held back; questions and news of others; what a message costs.

The messages (evaluation/sorts/) were written by the hand that wrote the rules. Those that rules were tuned on flatter them; those
held back were written after the rules, and no rule was changed for them. docs/evaluation.md tells how each round began.
"""

import csv
import re
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.rows import Row
from entregent.core.sorts import Sort, suggest_sort
from evaluation.floors import measured

CASE = "sorts"
MESSAGES = Path(__file__).with_name("sorts")
FILES = {"tuned on": "", "held back": "_held_back"}
NONE = "none"
# Others of these catastrophes were looked at when the cues were written.
EVENTS = ("2013_Glasgow_helicopter_crash", "2013_NY_train_crash", "2013_Queensland_floods", "2013_Boston_bombings")
INFORMATIVE = "Related and informative"
Judged = Sequence[tuple[str, str]]  # what a message is, what was suggested


def rows(shared: Path) -> Iterator[Row]:
    judged = {(about, language): _judged(language, file) for about, file in FILES.items() for language in ("fr", "en")}
    for (about, language), each in judged.items():
        yield from _described(f"{language}, {about}", each)
    for about in FILES:
        together = [*judged[about, "fr"], *judged[about, "en"]]
        yield from _described(f"both, {about}", together)
        yield from _by_sort(about, together)
        for (truth, told), count in sorted(Counter(together).items()):
            yield measured(CASE, f"{about}: {truth} taken for {told}", count, "")
    yield from _conversations(shared / "cocoa-mt-fr/train/en-fr")
    yield from _tweets(shared / "crisislex/data/CrisisLexT26")


def messages(language: str, file: str) -> list[tuple[str, str]]:
    """Sort (or "none") and text of each message."""
    lines = (MESSAGES / f"{language}{file}.tsv").read_text(encoding="utf-8").splitlines()
    return [(sort, text.replace("\\n", "\n")) for sort, _, text in (line.partition("\t") for line in lines)]


def _told(text: str, language: str) -> str:
    found = suggest_sort(text, language=language)
    return found.sort if found else NONE


def _judged(language: str, file: str) -> Judged:
    return [(sort, _told(text, language)) for sort, text in messages(language, file)]


def _described(about: str, judged: Judged) -> Iterator[Row]:
    spoken = [pair for pair in judged if pair[1] != NONE]
    sorted_ones = [pair for pair in judged if pair[0] != NONE]
    yield measured(CASE, f"{about}: messages", len(judged), "")
    yield measured(CASE, f"{about}: right where told", sum(a == b for a, b in spoken) / len(spoken))
    yield measured(
        CASE, f"{about}: told, of those that have a sort", sum(b != NONE for _, b in sorted_ones) / len(sorted_ones)
    )
    yield measured(
        CASE, f"{about}: told right, of those that have a sort", sum(a == b for a, b in sorted_ones) / len(sorted_ones)
    )


def _by_sort(about: str, judged: Judged) -> Iterator[Row]:
    for sort in Sort:
        told = [a for a, b in judged if b == sort]
        there = [b for a, b in judged if a == sort]
        yield measured(CASE, f"{about}, {sort}: precision", told.count(sort) / max(len(told), 1))
        yield measured(CASE, f"{about}, {sort}: recall", there.count(sort) / len(there))


def _conversations(folder: Path) -> Iterator[Row]:
    """Lines of conversations that others wrote: those with a question mark, the same without it, those that never had one."""
    for language, ending in (("fr", "formal.fr"), ("en", "en")):
        lines = [
            line for file in sorted(folder.glob(f"*.en-fr.{ending}")) for line in file.read_text("utf-8").splitlines()
        ]
        single = [line for line in lines if line.strip() and not re.search(r"[.!?] +\w", line)]
        asked = [line for line in single if line.rstrip().endswith("?")]
        plain = [line for line in single if "?" not in line]
        bare = [line.replace("?", "").rstrip() for line in asked]
        for about, texts in (("with their mark", asked), ("without their mark", bare), ("no questions", plain)):
            told = [_told(text, language) for text in texts]
            subject = f"conversations, {language}, {about}"
            yield measured(CASE, f"{subject}: lines", len(texts), "")
            yield measured(CASE, f"{subject}: told questions", told.count(Sort.QUESTION) / len(texts))


def _tweets(folder: Path) -> Iterator[Row]:
    """Tweets of catastrophes, in English, which others marked as informative or not: what is suggested of them."""
    told: list[tuple[str, str]] = []
    spent = 0.0
    for event in EVENTS:
        (file,) = (folder / event).glob("*-tweets_labeled.csv")
        with file.open(encoding="utf-8", newline="") as opened:
            read = [(row[4].strip(), row[1]) for row in list(csv.reader(opened))[1:]]
        started = time.process_time()
        told += [(about, _told(text, "en")) for about, text in read]
        spent += time.process_time() - started
    news = [about for about, sort in told if sort == Sort.INFORMATION]
    yield measured(CASE, "tweets of catastrophes", len(told), "")
    yield measured(CASE, "tweets: told, of all", sum(sort != NONE for _, sort in told) / len(told))
    yield measured(CASE, "tweets told information: marked informative", news.count(INFORMATIVE) / len(news))
    yield measured(CASE, "tweets: marked informative, of all", sum(a == INFORMATIVE for a, _ in told) / len(told))
    for sort in Sort:
        yield measured(CASE, f"tweets: told {sort}, of all", sum(b == sort for _, b in told) / len(told))
    yield measured(CASE, "messages a CPU-second, language given", len(told) / spent, "")
