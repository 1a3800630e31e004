"""A hook of MkDocs: the reference of the rules of etiquette, one page a rule and language, written from the rules themselves."""

import sys
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

sys.path.insert(0, str(Path(__file__).parent.parent / "src"))

from entregent.core.etiquette.reference import index_page, rule_page
from entregent.core.etiquette.rules import all_rules


def on_files(files: Files, config: Any) -> Files:
    """Add reference/rules/ in English (.md) and in French (.fr.md)."""
    for language, ending in (("en", "md"), ("fr", "fr.md")):
        files.append(File.generated(config, f"reference/rules/index.{ending}", content=index_page(language)))
        for code in all_rules():
            files.append(File.generated(config, f"reference/rules/{code}.{ending}", content=rule_page(code, language)))
    return files
