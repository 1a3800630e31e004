"""`entregent check`: a message, its brief and its contact against the rules of etiquette. Without database, without Django."""

import json
import sys
import tomllib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from entregent.cli.errors import INPUT, stop
from entregent.cli.words import gettext as _
from entregent.cli.words import language as language_of_terminal
from entregent.cli.words import ngettext

if TYPE_CHECKING:
    from entregent.core.etiquette import Finding, Message, Report
    from entregent.core.etiquette.files import FactsError
    from entregent.core.text.tone import Remark, Tone

Made = TypeVar("Made")
STDIN = "-"
BLOCKED = 1
LARGEST = 1024 * 1024  # bytes of a message
FILE = click.Path(exists=True, dir_okay=False)


@click.command("check", help=_("Check a message, read from a file or from standard input (-), before it goes out."))
@click.argument("message", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--brief", type=FILE, help=_("TOML file: what is asked and offered."))
@click.option("--contact", type=FILE, help=_("TOML file: who it is for, what they publish, what was exchanged."))
@click.option(
    "--language", type=click.Choice(["fr", "en"]), help=_("Language of the message; told from its words if not given.")
)
@click.option(
    "--subject", default="", help=_("Subject of the message; else its first line when it begins with “Subject:”.")
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
    from entregent.core.etiquette import check, check_note
    from entregent.core.etiquette.files import brief_of, contact_of
    from entregent.core.text.encoder import usual_encoder

    text = _text(message)
    if note:
        report = check_note(text, language=language)
    else:
        meant = _facts(brief, brief_of) if brief else None
        whom, history = _facts(contact, contact_of) if contact else (None, ())
        day = today.date() if today else datetime.now().astimezone().date()
        report = check(
            _message(text, subject, addresses),
            meant,
            whom,
            history,
            language=language,
            today=day,
            encoder=usual_encoder(),
        )
    _print_json(report) if as_json else _print(report, text)
    raise SystemExit(BLOCKED if report.is_blocked else 0)


def _text(file: str) -> str:
    with click.open_file(file, "rb") as opened:
        content: bytes = opened.read(LARGEST + 1)
    if len(content) > LARGEST:
        stop(_("A message of more than %(most)d MB is not read.") % {"most": LARGEST >> 20}, INPUT)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _message(text: str, subject: str, addresses: tuple[str, ...]) -> "Message":
    from entregent.core.etiquette import Message

    return Message(text, subject, addresses)


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


def _print_json(report: "Report") -> None:
    from entregent.core.etiquette.sentences import message_of, remedy_of

    language = language_of_terminal()
    findings = [
        {
            "code": one.code,
            "severity": str(one.severity),
            "message": message_of(one, language),
            "start": one.evidence.start,
            "end": one.evidence.end,
            "remedy": remedy_of(one, language),
            "evidence": one.evidence.words,
            "instead": one.evidence.instead,
            "heard": one.evidence.is_heard,
        }
        for one in report.findings
    ]
    said = {"findings": findings, "language": report.language, "tone": _tone(report.tone) if report.tone else None}
    json.dump(said, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def _tone(tone: "Tone") -> dict[str, object]:
    return {
        "person": str(tone.person),
        "address": str(tone.address) if tone.address else None,
        "words": tone.words,
        "sentences": tone.sentences,
        "words_per_sentence": tone.words_per_sentence,
        "readability": {"formula": tone.formula, "value": tone.readability},
        "jargon": _remarks(tone.jargon),
        "superlatives": _remarks(tone.superlatives),
        "passives": _remarks(tone.passives),
    }


def _remarks(remarks: "tuple[Remark, ...]") -> list[dict[str, object]]:
    return [{"start": one.start, "end": one.end, "words": one.words, "instead": one.instead} for one in remarks]


def _print(report: "Report", text: str) -> None:
    for one in report.findings:
        _print_finding(one, text)
    if report.is_cut:
        click.echo(_("Only the beginning of this very long text was read."), err=True)
    count = len(report.findings)
    if not count:
        click.echo(_("Nothing to say: it may go."))
    else:
        click.echo(ngettext("%(count)d finding.", "%(count)d findings.", count) % {"count": count})


def _print_finding(finding: "Finding", text: str) -> None:
    from entregent.core.etiquette.sentences import message_of, remedy_of

    language = language_of_terminal()
    place = ""
    if finding.evidence.start is not None:
        before = text[: finding.evidence.start]
        place = f"{before.count(chr(10)) + 1}:{finding.evidence.start - before.rfind(chr(10))} "
    severity = {"block": _("block"), "warn": _("warning"), "hint": _("hint")}[finding.severity]
    colour = {"block": "red", "warn": "yellow", "hint": "blue"}[finding.severity]
    click.echo(
        f"{place}{click.style(f'{finding.code} {severity}', fg=colour, bold=True)} {message_of(finding, language)}"
    )
    click.echo(f"    {remedy_of(finding, language)}")
    if finding.evidence.instead:
        click.echo("    " + _("Rather: %(words)s") % {"words": finding.evidence.instead})
