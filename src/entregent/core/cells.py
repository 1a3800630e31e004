"""Cells of a table for spreadsheets: what would be a formula is kept as words, and given back as it was. OWASP, CSV injection."""

FORMULAS = (
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    "＝",
    "＋",
    "－",
    "＠",
)  # what a formula begins with, in every spreadsheet


def as_words(cell: str) -> str:
    """Behind an apostrophe where it begins like a formula."""
    return f"'{cell}" if cell.startswith(FORMULAS) else cell


def without_apostrophe(cell: str) -> str:
    """The cell as it was before `as_words`."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULAS) else cell
