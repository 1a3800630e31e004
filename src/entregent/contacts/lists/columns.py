"""Which column of a table holds what: guessed from the names of the columns, in French and in English, then from what they hold."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from entregent.core.text import fold

LOOKED_AT = 300  # lines that tell what a column holds
HEADS_WITHIN = 15  # lines among which the names of the columns stand
PRESENT = 0.5  # share of the filled cells of a column that are of a kind
# What a column may hold, with what people call it, folded; of those that fit, the first.
NAMES: tuple[tuple[str, str], ...] = (
    ("", r"\b(type|label|libelle|phonetic|photo|id|identifiant|uuid|etag)\b(?!.*\bvalue)"),
    ("peace", r"ne (pas|plus) contacter|do not contact|desabonne|desinscri|unsubscribed|opt ?out|liste rouge"),
    ("email", r"\be ?mails?\b|\bmails?\b|\bcourriels?\b|\bmel\b|adresses? electroniques?|courrier electronique"),
    ("phone", r"\b(tel|telephones?|phones?|mobiles?|portables?|gsm|fixe|cell)\b"),
    ("name", r"\bnom\b.*\bprenom|\bprenom\b.*\bnom\b|nom complet|full name|display name|file as|nom affiche"),
    ("given_name", r"\b(prenoms?|first name|given name|forename)\b"),
    ("family_name", r"\b(nom de famille|last name|family name|surname|patronyme|nom d usage)\b"),
    ("refused", r"\brefus"),
    ("profile", r"\b(twitter|mastodon|bluesky|linkedin|instagram|facebook|youtube|tiktok|reseau|profile?|compte)\b|^x$"),
    ("site", r"\b(site|sites|website|url|web|internet|lien|link|homepage)\b"),
    ("audience", r"\b(audience|abonnes|followers|tirage|lecteurs|lectorat|subscribers|diffusion)\b"),
    ("topics", r"\b(sujets?|themes?|thematiques?|topics?|interets?|interests?|specialites?|rubriques?|beat)\b"),
    ("role", r"\b(fonction|poste|roles?|job|organi[sz]ation title|qualite)\b|^title$"),
    (
        "outlet",
        (
            r"\b(medias?|blogs?|organi[sz]ations?|organismes?|structures?|societes?|company|entreprise|support|"
            r"titre|journal|journaux|association|outlets?|publications?|redaction|antenne|employeur)\b"
        ),
    ),
    ("place", r"\b(villes?|communes?|city|town|lieu|localite|departement|region|place|locality)\b"),
    ("postal", r"\b(adresses?|address(es)?|rue|street)\b"),
    ("language", r"\b(langues?|languages?)\b"),
    ("form", r"tutoiement|tu ou vous|tu vous"),
    ("story", r"\b(histoire|bio|biographie|biography|story)\b"),
    ("tags", r"\b(tags?|etiquettes?|categor(y|ies?)|groupes?|groups?|labels|group membership|mots cles|keywords|listes?)\b"),
    ("note", r"\b(notes?|commentaires?|remarques?|observations?|comments?|remarks?)\b"),
    ("date", r"\b(date|depuis|since|ajoute|mis a jour|mise a jour|maj|updated|derniers? (contact|echange))\b"),
    ("name", r"\b(nom|noms|name|contacts?|personnes?|journalistes?|auteurs?|author|interlocuteur)\b"),
)  # fmt: skip
CHOICES = tuple(dict.fromkeys(name for name, _ in NAMES))
EMAIL = re.compile(r"[^\s;,<>()\[\]|\"'/:]+@[^\s;,<>()\[\]|\"'/:]+\.[\w-]{2,}")
PHONE = re.compile(r"\s*\+?[\d(][\d\s.()/-]{7,}\d\s*")
WEB = re.compile(r"\s*(?:https?://|www\.)\S+\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Layout:
    """How a table is read. head: the number of the line that names the columns, from 1; 0 where none does. fields: of CHOICES."""

    head: int
    heads: tuple[str, ...]
    fields: tuple[str, ...]


def guess_layout(rows: Sequence[Sequence[str]], *, head: int | None = None) -> Layout:
    """Guess how a table is read. head: where somebody knows better."""
    width = max((len(row) for row in rows[:LOOKED_AT]), default=0)
    head = _head(rows) if head is None else head
    written = rows[head - 1] if head else ()
    heads = tuple(" ".join(written[at].split()) if at < len(written) else "" for at in range(width))
    under = rows[head : head + LOOKED_AT]
    fields = []
    for at, one in enumerate(heads):
        named = _named(one)
        fields.append(_by_content([row[at] for row in under if at < len(row)]) if named is None else named)
    return Layout(head, heads, tuple(_agreed(fields, under, named=head > 0)))


def _head(rows: Sequence[Sequence[str]]) -> int:
    """The line whose cells are most of them names of columns; titles stand above it."""
    best, found = 0.0, 0
    for number, row in enumerate(rows[:HEADS_WITHIN], 1):
        cells = list({cell for cell in row if cell.strip()})
        if not cells or any(EMAIL.search(cell) or PHONE.fullmatch(cell) for cell in cells):
            continue
        known = sum(bool(_named(cell)) and len(cell) < 40 for cell in cells)
        score = known + known / len(cells)
        is_enough = known > 1 or known == len(cells) or (known and not found and _are_names(cells, rows[number:]))
        if score > best and is_enough:
            best, found = score, number
    return found


def _are_names(cells: Sequence[str], under: Sequence[Sequence[str]]) -> bool:
    """Of a line of which we know one name: each cell is short and said once, and lines as wide follow."""
    width = len(cells)
    return (
        len(set(cells)) == width > 1
        and all(len(cell) < 40 for cell in cells)
        and any(len(row) >= width for row in under)
    )


def _named(head: str) -> str | None:
    """What a column of that name holds, "" for what we do not keep, None where the name says nothing."""
    words = " ".join("".join(one if one.isalpha() else " " for one in fold(head)).split())
    return next((name for name, pattern in NAMES if re.search(pattern, words)), None) if words else None


def _by_content(cells: Sequence[str]) -> str:
    filled = [cell for cell in cells if cell.strip()]
    for name, pattern in (("email", EMAIL), ("phone", PHONE), ("site", WEB)):
        if filled and sum(bool(pattern.search(cell)) for cell in filled) > PRESENT * len(filled):
            return name
    return ""


def _agreed(fields: list[str], under: Sequence[Sequence[str]], *, named: bool) -> list[str]:
    """« Nom » beside « Prénom » is the family's; without names of columns, the first words are who it is."""
    if "given_name" in fields and "family_name" not in fields and "name" in fields:
        fields[fields.index("name")] = "family_name"
    seen: set[str] = set()
    for at, name in enumerate(fields):
        if name in {"name", "given_name", "family_name", "form", "language", "peace", "date"}:
            fields[at] = "" if name in seen else name
            seen.add(name)
    if not named and not {"name", "family_name", "given_name"} & set(fields):
        words = [at for at, name in enumerate(fields) if not name and _are_words(under, at)]
        if words:
            fields[words[0]] = "name"
    return fields


def _are_words(rows: Sequence[Sequence[str]], at: int) -> bool:
    filled = [row[at] for row in rows if at < len(row) and row[at].strip()]
    return sum(bool(re.search(r"[^\W\d_]{2}", cell)) for cell in filled) > PRESENT * len(filled)
