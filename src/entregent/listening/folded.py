"""Names without case or accents, told by the database itself, so that whoever writes a row leaves none behind."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Func
from django.db.models.sql.compiler import SQLCompiler

LONGEST = 600  # characters: of four bytes each, what PostgreSQL takes into an index
# What `core.text.fold` does to the letters of French; neither database does it without an extension. Each one is a call around the
# others, of which SQLite reads no more than twenty-five.
LETTERS = {
    "a": "àâÀÂ", "c": "çÇ", "e": "éèêëÉÈÊ", "i": "îïÎ", "o": "ô", "oe": "œŒ", "u": "ùû", "'": "’",
}  # fmt: skip


class Folded(Func):
    """Texts one after the other, folded, without blanks before them."""

    output_field = CharField()

    def as_sql(
        self,
        compiler: SQLCompiler,
        connection: BaseDatabaseWrapper,
        function: str | None = None,
        template: str | None = None,
        arg_joiner: str | None = None,
        **extra_context: Any,
    ) -> tuple[str, tuple[str | int, ...]]:
        parts = [compiler.compile(source)[0] for source in self.get_source_expressions() if source is not None]
        sql = " || ' ' || ".join(parts)
        for plain, accented in LETTERS.items():
            quoted = plain.replace("'", "''")
            for letter in accented:
                sql = f"replace({sql}, '{letter}', '{quoted}')"
        return f"substr(ltrim(lower({sql})), 1, {LONGEST})", ()
