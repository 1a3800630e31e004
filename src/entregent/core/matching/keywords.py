"""The words and signs of the watch language that are not words to look for."""

from typing import Literal

from entregent.core.matching.query import MetadataField

Language = Literal["en", "fr"]
KEYWORDS: dict[str, Literal["AND", "OR", "NOT"]] = {
    "AND": "AND", "ET": "AND", "OR": "OR", "OU": "OR", "NOT": "NOT", "SAUF": "NOT", "NON": "NOT",
}  # fmt: skip
WRITTEN: dict[Language, dict[str, str]] = {
    "en": {"AND": "AND", "OR": "OR", "NOT": "NOT", "NEAR": "NEAR"},
    "fr": {"AND": "ET", "OR": "OU", "NOT": "SAUF", "NEAR": "PRÈS"},
}
FIELDS: dict[str, MetadataField | Literal["title"]] = {  # folded name → field
    "title": "title", "titre": "title", "lang": "lang", "langue": "lang", "author": "author", "auteur": "author", "site": "site",
    "region": "region", "tag": "tag", "etiquette": "tag", "link": "link", "lien": "link", "kind": "kind", "sorte": "kind",
}  # fmt: skip
FIELD_NAMES: dict[Language, dict[str, str]] = {
    "en": {field: field for field in FIELDS.values()},
    "fr": {"title": "titre", "lang": "langue", "author": "auteur", "site": "site", "region": "région", "tag": "étiquette",
           "link": "lien", "kind": "sorte"},
}  # fmt: skip
