"""`entregent check`: a message, its brief and its contact against the rules of etiquette. Without database, without Django."""

import codecs
import json
import re
import sys
import tomllib
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from entregent.cli.errors import INPUT, stop
from entregent.cli.words import gettext as _
from entregent.cli.words import language as language_of_terminal
from entregent.cli.words import ngettext

if TYPE_CHECKING:
    from entregent.core.etiquette import Finding, Report
    from entregent.core.etiquette.files import FactsError
    from entregent.core.text.tone import Remark, Tone

Made = TypeVar("Made")
STDIN = "-"
BLOCKED = 1
LARGEST = 1024 * 1024  # bytes of a message
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)  # UTF-32 begins so too, or has as many zeros
MANY_ZEROS = 10  # one byte in so many: no text in UTF-8
SUBJECT = re.compile(r"(?:Subject|Objet)[^\S\n]*:(?P<subject>[^\n]*)\n?", re.IGNORECASE)
REMARKS = ("jargon", "superlatives", "passives", "familiar", "formal")
FILE = click.Path(exists=True, dir_okay=False)


@click.command("check", help=_("Check a message, read from a file or from standard input (-), before it goes out."))
@click.argument("message", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--brief", type=FILE, help=_("TOML file: what is asked and offered."))
@click.option("--contact", type=FILE, help=_("TOML file: who it is for, what they publish, what was exchanged."))
@click.option(
    "--language", type=click.Choice(["fr", "en"]), help=_("Language of the message; told from its words if not given.")
)
@click.option(
    "--subject",
    default="",
    help=_("Subject of the message; else its first line when it begins with “Subject:” or “Objet :”."),
)
@click.option(
    "--to", "addresses", multiple=True, metavar="ADDRESS", help=_("An address its readers will see; may be repeated.")
)
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help=_("The day it would leave, today if not given."))
@click.option("--note", is_flag=True, help=_("Check a note about a person: what may not be kept of them."))
@click.option("--json", "as_json", is_flag=True, help=_("Print JSON rather than lines to read."))
def command(
    *,
    message: str,
    brief: str | None,
    contact: str | None,
    language: str | None,
    subject: str,
    addresses: tuple[str, ...],
    today: datetime | None,
    note: bool,
    as_json: bool,
) -> None:
    from entregent.core.etiquette import Message, check, check_note
    from entregent.core.etiquette.files import brief_of, contact_of
    from entregent.core.text.encoder import usual_encoder

    text = _text(message)
    named, begins = (subject, 0) if subject or note else headed(text)
    if not text[begins:].strip():
        stop(_("The message is empty: there is nothing to check."), INPUT)
    if note:
        report = check_note(text, language=language)
    else:
        meant = _facts(brief, brief_of) if brief else None
        whom, history = _facts(contact, contact_of) if contact else (None, ())
        day = today.date() if today else datetime.now().astimezone().date()
        report = check(
            Message(text[begins:], named, addresses),
            meant,
            whom,
            history,
            language=language,
            today=day,
            encoder=usual_encoder(),
        )
    _print_json(report, begins) if as_json else _print(report, text, begins)
    if report.is_cut:
        click.echo(_("Only the beginning of this very long text was read."), err=True)
    raise SystemExit(BLOCKED if report.is_blocked else INPUT if report.is_cut else 0)


def _text(file: str) -> str:
    with click.open_file(file, "rb") as opened:
        content: bytes = opened.read(LARGEST + 1)
    if len(content) > LARGEST:
        stop(_("A message of more than %(most)d MB is not read.") % {"most": LARGEST >> 20}, INPUT)
    if content.startswith(UTF_16) or content.count(0) > len(content) // MANY_ZEROS:
        stop(_("This is UTF-16, or no text at all: save the message in UTF-8, and check it again."), INPUT)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        click.echo(
            _("The message is not in UTF-8: it was read as Windows-1252, and some letters may be wrong."), err=True
        )
        return content.decode("cp1252", errors="replace")


def headed(text: str) -> tuple[str, int]:
    """Return the subject that the first line gives, and where the message goes on after it: "" and 0 where it gives none."""
    found = SUBJECT.match(text)
    return (found["subject"].strip(), found.end()) if found else ("", 0)


def _facts(file: str, of: Callable[[Any], Made]) -> Made:
    from entregent.core.etiquette.files import FactsError

    try:
        return of(tomllib.loads(Path(file).read_text(encoding="utf-8-sig")))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        stop(_("%(file)s is not a TOML file that can be read: %(why)s.") % {"file": file, "why": error}, INPUT)
    except FactsError as error:
        _stop_at(file, error)


def _stop_at(file: str, error: "FactsError") -> NoReturn:
    from entregent.core.etiquette.files import UnknownKeyError

    named = {"file": file, "key": error.key, "nearest": error.nearest, "known": ", ".join(error.known)}
    if isinstance(error, UnknownKeyError):
        said = (
            _("In %(file)s, “%(key)s” is not known; did you mean “%(nearest)s”?")
            if error.nearest
            else _("In %(file)s, “%(key)s” is not known. What is: %(known)s.")
        )
        stop(said % named, INPUT)
    stop(_("In %(file)s, “%(key)s” should be: %(known)s.") % named, INPUT)


def _print_json(report: "Report", begins: int) -> None:
    """begins: where the message does in the text, in which places are told."""
    from entregent.core.etiquette.sentences import message_of, remedy_of

    language = language_of_terminal()
    findings = [
        {
            "code": one.code,
            "severity": str(one.severity),
            "message": message_of(one, language),
            "start": None if one.evidence.start is None else begins + one.evidence.start,
            "end": None if one.evidence.end is None else begins + one.evidence.end,
            "remedy": remedy_of(one, language),
            "evidence": one.evidence.words,
            "instead": one.evidence.instead,
            "heard": one.evidence.is_heard,
            "doubted": one.evidence.is_doubted,
        }
        for one in report.findings
    ]
    tone = _tone(report.tone, begins) if report.tone else None
    said = {"findings": findings, "language": report.language, "is_cut": report.is_cut, "tone": tone}
    json.dump(said, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def _tone(tone: "Tone", begins: int) -> dict[str, object]:
    return {
        "person": str(tone.person),
        "address": str(tone.address) if tone.address else None,
        "words": tone.words,
        "sentences": tone.sentences,
        "words_per_sentence": tone.words_per_sentence,
        "readability": {"formula": tone.formula, "value": tone.readability},
        **{name: _remarks(getattr(tone, name), begins) for name in REMARKS},
    }


def _remarks(remarks: "tuple[Remark, ...]", begins: int) -> list[dict[str, object]]:
    return [asdict(one) | {"start": begins + one.start, "end": begins + one.end} for one in remarks]


def _print(report: "Report", text: str, begins: int) -> None:
    for one in report.findings:
        _print_finding(one, text, begins)
    count = len(report.findings)
    if not count and not report.is_cut:
        click.echo(_("Nothing to say: it may go."))
    elif count:
        click.echo(ngettext("%(count)d finding.", "%(count)d findings.", count) % {"count": count})


def _print_finding(finding: "Finding", text: str, begins: int) -> None:
    from entregent.core.etiquette.sentences import message_of, remedy_of

    language = language_of_terminal()
    place = ""
    if finding.evidence.start is not None:
        before = text[: begins + finding.evidence.start]
        place = f"{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))} "
    severity = {"block": _("block"), "warn": _("warning"), "hint": _("hint")}[finding.severity]
    colour = {"block": "red", "warn": "yellow", "hint": "blue"}[finding.severity]
    click.echo(
        f"{place}{click.style(f'{finding.code} {severity}', fg=colour, bold=True)} {message_of(finding, language)}"
    )
    click.echo(f"    {remedy_of(finding, language)}")
    if finding.evidence.instead:
        click.echo("    " + _("Rather: %(words)s") % {"words": finding.evidence.instead})
