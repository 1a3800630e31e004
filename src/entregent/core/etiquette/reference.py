"""The reference of the rules: a page for each, in Markdown, written from the rule and its sentences."""

import tomllib
from functools import cache

from entregent.core.etiquette.rules import Needs, Rule, all_rules
from entregent.core.etiquette.sentences import PAGES, pages

WORDS = {
    "en": {
        "title": "Etiquette: the rules",
        "W": "Wording",
        "B": "Beginning",
        "M": "Maintaining",
        "E": "Ending",
        "P": "People and data",
        "block": "Blocks: the message does not leave, unless somebody writes why it should.",
        "warn": "Warns: look again.",
        "hint": "Hints: it could be better.",
        "why": "Why",
        "bad": "Not so",
        "good": "But so",
        "mend": "How to mend it",
        "practice": "In the practice",
        "facts": "It reads facts (the brief, the contact, what was exchanged), so that it holds in any language.",
        "intro": "Each rule of the practice that can be checked, checked before anything goes out: on the screen as one writes, by "
        "[`entregent check`](../commands.md#entregent-check), and by whatever sends. A workspace may switch a rule off or give it "
        "another weight.",
        "all": "All rules",
    },
    "fr": {
        "title": "Bonnes manières : les règles",
        "W": "Les mots",
        "B": "Commencer",
        "M": "Entretenir",
        "E": "Finir",
        "P": "Les personnes et leurs données",
        "block": "Bloque : le message ne part pas, sauf si quelqu’un écrit pourquoi il le devrait.",
        "warn": "Avertit : à relire.",
        "hint": "Conseille : ce pourrait être mieux.",
        "why": "Pourquoi",
        "bad": "Pas ainsi",
        "good": "Mais ainsi",
        "mend": "Comment y remédier",
        "practice": "Dans la pratique",
        "facts": "Elle lit des faits (le brief, le contact, les échanges) : elle vaut dans toutes les langues.",
        "intro": "Chaque règle de la pratique qui peut se vérifier l’est avant tout départ : à l’écran pendant qu’on écrit, par "
        "[`entregent check`](../commands.fr.md#entregent-check), et par tout ce qui envoie. Un espace peut éteindre une règle ou "
        "lui donner un autre poids.",
        "all": "Toutes les règles",
    },
}


def index_page(language: str) -> str:
    """Return the list of all rules, by family."""
    said, texts = WORDS[language], pages(language)
    lines = [f"# {said['title']}", "", said["intro"]]
    family = ""
    for one in all_rules().values():
        if one.family != family:
            family = one.family
            lines += ["", f"## {said[family]}", ""]
        lines.append(f"* [{one.code}]({_file(one.code, language)}) {texts[one.code].title}")
    return "\n".join([*lines, ""])


def rule_page(code: str, language: str) -> str:
    """Return the page of one rule: why, how not, how, and its rows of the practice."""
    one, said, text = all_rules()[code], WORDS[language], pages(language)[code]
    return "\n".join(
        [
            f"# {code} {text.title}",
            "",
            f"{said[str(one.severity)]}{_about(one, language)}",
            "",
            *(f"## {said['why']}", "", text.why, ""),
            *(f"## {said['bad']}", "", f"> {text.bad}", ""),
            *(f"## {said['good']}", "", f"> {text.good}", ""),
            *(f"## {said['mend']}", "", text.remedy.replace("{words}", "…").replace("{wanted}", "…"), ""),
            *(f"## {said['practice']}", ""),
            *(f"* {row} {title}" for row, title in practice(one, language)),
            *("", f"[{said['all']}]({_file('index', language)})", ""),
        ]
    )


def practice(one: Rule, language: str) -> list[tuple[str, str]]:
    """Return the rows of the practice that a rule keeps, each with its title."""
    return [(row, _titles()[row][language]) for row in one.practice]


@cache
def _titles() -> dict[str, dict[str, str]]:
    """Of each row, by language."""
    return tomllib.loads((PAGES / "practice.toml").read_text(encoding="utf-8"))


def _about(one: Rule, language: str) -> str:
    return f" {WORDS[language]['facts']}" if one.needs is Needs.FACTS else ""


def _file(name: str, language: str) -> str:
    return f"{name}.md" if language == "en" else f"{name}.fr.md"
