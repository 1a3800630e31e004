"""`entregent match`: watches against posts, both in files of JSON lines. Without database."""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from entregent.cli.errors import INPUT, USAGE, stop
from entregent.cli.json_lines import BrokenLineError, Line, id_of, json_lines, text_at, texts_at
from entregent.cli.words import gettext as _
from entregent.cli.words import ngettext

if TYPE_CHECKING:
    from typing import Protocol

    from entregent.core.matching import Document, Hit, Query, Span, WatchSyntaxError

    class Matcher(Protocol):
        def match(self, batch: Iterable[Document], /) -> Iterator[Hit]: ...


BATCH_POSTS, BATCH_BYTES = 512, 8 * 1024 * 1024  # what is held in memory at once
MANY = 50_000  # posts times watches, some ten seconds of the plain evaluator: compiling costs two, thirty the very first time
STDIN = "-"
AROUND = 30  # characters shown on each side of what was caught
SHOWN_LINE = 120  # characters of a line that is said to be broken


@click.command("match", help=_("Say which posts the watches catch; both are files of JSON lines."))
@click.option(
    "--watches",
    required=True,
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
    help=_("Watches, one a line: an object with id and query, and lang where only one language is meant."),
)
@click.option(
    "--posts",
    required=True,
    type=click.Path(exists=True, dir_okay=False, allow_dash=True),
    help=_("Posts, one a line: an object with id and text, and what is known of it; - for standard input."),
)
@click.option("--json", "as_json", is_flag=True, help=_("Print JSON lines rather than lines to read."))
def command(*, watches: str, posts: str, as_json: bool) -> None:
    if watches == posts == STDIN:
        stop(_("Only one of --watches and --posts can be standard input."), USAGE)
    run = _Run(as_json)
    with _opened(watches) as file:
        run.read_watches(file)
    with _opened(posts) as file, _progress(posts) as advance:
        run.match(json_lines(file), advance)
    run.end()


class _Run:
    """One run of the command: its watches, what it counted."""

    def __init__(self, as_json: bool) -> None:
        self._write = _json_line if as_json else _line_to_read
        self._ids: list[str] = []
        self._queries: dict[int, Query] = {}
        self._posts = self._caught = self._broken = 0

    def read_watches(self, file: IO[bytes]) -> None:
        from entregent.core.matching import WatchSyntaxError

        seen: set[str] = set()
        for line in json_lines(file):
            try:
                watch, query = _watch(line)
                if watch in seen:
                    raise BrokenLineError(_("another watch has the id %(id)s") % {"id": watch})
            except WatchSyntaxError as error:
                self._report(_("Watch"), line, _mistake(text_at(line.values, "query"), error))
            except BrokenLineError as error:
                self._report(_("Watch"), line, str(error))
            else:
                seen.add(watch)
                self._queries[len(self._ids)] = query
                self._ids.append(watch)
        if not self._queries:
            stop(_("There is no watch that can be read."), INPUT)

    def match(self, lines: Iterable[Line], advance: Callable[[int], object]) -> None:
        from entregent.core.matching import compile  # noqa: A004

        watches: Matcher = compile(self._queries, engine="plain")  # the other takes a second to load
        asked = 0
        for batch in _batches(lines):
            ids, documents = self._documents(batch)
            if asked < MANY <= asked + len(documents) * len(self._queries):
                watches = _in_bulk(self._queries)
            asked += len(documents) * len(self._queries)
            for index, hits in groupby(watches.match(documents), key=lambda hit: hit.document):
                self._print(ids[index], documents[index], hits)
            self._posts += len(documents)
            sys.stdout.flush()
            advance(sum(line.size for line in batch))

    def _documents(self, batch: list[Line]) -> "tuple[list[str], list[Document]]":
        ids: list[str] = []
        documents: list[Document] = []
        for line in batch:
            try:
                post = id_of(_usable(line))
                documents.append(_document(line, len(ids)))
            except BrokenLineError as error:
                self._report(_("Post"), line, str(error))
            else:
                ids.append(post)
        return ids, documents

    def _print(self, post: str, document: "Document", hits: "Iterable[Hit]") -> None:
        for hit in hits:
            self._caught += 1
            sys.stdout.buffer.write(self._write(post, self._ids[hit.watch], document, hit.spans).encode() + b"\n")

    def _report(self, what: str, line: Line, why: str) -> None:
        self._broken += 1
        sentence = _("%(what)s at line %(line)d is passed over: %(why)s.")
        click.echo(sentence % {"what": what, "line": line.number, "why": why}, err=True)

    def end(self) -> None:
        posts = ngettext("%(count)d post", "%(count)d posts", self._posts) % {"count": self._posts}
        caught = ngettext("caught %(count)d time", "caught %(count)d times", self._caught) % {"count": self._caught}
        broken = ngettext("%(count)d line passed over", "%(count)d lines passed over", self._broken)
        said = [posts, caught, broken % {"count": self._broken}]
        click.echo(", ".join(said if self._broken else said[:2]), err=True)
        if self._broken:
            raise SystemExit(INPUT)


def _in_bulk(queries: "dict[int, Query]") -> "Matcher":
    """The same watches, compiled: the same hits, from now on much sooner."""
    from entregent.core.matching.kernel import compile  # noqa: A004

    return compile(queries)


def _usable(line: Line) -> dict[str, object]:
    if line.broken:
        raise BrokenLineError(line.broken)
    return line.values


def _watch(line: Line) -> "tuple[str, Query]":
    """The id and the query of a watch. Raises BrokenLineError, WatchSyntaxError."""
    from entregent.core.matching import parse

    watch = id_of(_usable(line))
    query, language = text_at(line.values, "query", required=True), _language(text_at(line.values, "lang"))
    tree = parse(query)
    if not language:
        return watch, tree
    if not (language.isascii() and language.isalpha() and len(language) in (2, 3)):
        raise BrokenLineError(_("its “%(name)s” is not a language") % {"name": "lang"})
    return watch, parse(f"lang:{language} AND ({query})")


def _document(line: Line, index: int) -> "Document":
    from entregent.core.matching import Document

    values = line.values
    known = {name: text_at(values, name) for name in ("author", "site", "region", "kind")}
    return Document(
        index,
        text_at(values, "title"),
        text_at(values, "text", required=True),
        language=_language(text_at(values, "lang")),
        tags=texts_at(values, "tags"),
        links=texts_at(values, "links"),
        **known,
    )


def _language(code: str) -> str:
    """The language of a code that may name a country too: fr-CA, en_GB."""
    return code.replace("_", "-").partition("-")[0].strip().lower()


def _batches(lines: Iterable[Line]) -> Iterator[list[Line]]:
    batch: list[Line] = []
    size = 0
    for line in lines:
        batch.append(line)
        size += line.size
        if len(batch) >= BATCH_POSTS or size >= BATCH_BYTES:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _json_line(post: str, watch: str, _document: "Document", spans: "tuple[Span, ...]") -> str:
    body, title = (
        ", ".join(f"[{span.start}, {span.end}]" for span in spans if span.field == field) for field in ("body", "title")
    )
    in_title = f', "title_spans": [{title}]' if title else ""
    return f'{{"post": {post}, "watch": {watch}, "spans": [{body}]{in_title}}}'


def _line_to_read(post: str, watch: str, document: "Document", spans: "tuple[Span, ...]") -> str:
    """Post, watch, and the first words caught with what stands around them."""
    if not spans:
        return f"{post}\t{watch}"
    first = spans[0]
    text = document.title if first.field == "title" else document.body
    before, after = text[max(first.start - AROUND, 0) : first.start], text[first.end : first.end + AROUND]
    excerpt = f"{before}[{text[first.start : first.end]}]{after}"
    shown = "".join(character if character.isprintable() else " " for character in excerpt)
    return f"{post}\t{watch}\t{shown.strip()}"


def _mistake(query: str, error: "WatchSyntaxError") -> str:
    from entregent.cli.start import start_django

    start_django(migrate=False)
    from entregent.watches.wording import mend

    start = max(error.position - SHOWN_LINE // 2, 0)
    shown = query[start : start + SHOWN_LINE].replace("\n", " ")
    return f"\n{shown}\n{' ' * (error.position - start)}^\n{mend(error).rstrip('.')}"


@contextmanager
def _opened(file: str) -> Iterator[IO[bytes]]:
    named = _("Standard input") if file == STDIN else file
    try:
        with click.open_file(file, "rb") as opened:
            yield opened
    except BrokenPipeError:
        raise
    except OSError as error:
        stop(_("%(file)s cannot be read: %(why)s.") % {"file": named, "why": error.strerror}, INPUT)


@contextmanager
def _progress(file: str) -> Iterator[Callable[[int], object]]:
    """A bar on standard error while it is a terminal, by the bytes of the file; nothing when it is standard input."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    total = None if file == STDIN else Path(file).stat().st_size
    with Progress(console=console, disable=not console.is_terminal, transient=True) as bars:
        task = bars.add_task(_("Matching"), total=total)
        yield lambda done: bars.advance(task, done)
