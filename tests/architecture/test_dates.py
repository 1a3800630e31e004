"""One way to write a date: Django's own would say « 1 décembre » in French."""

import re

from tests.architecture.rooms import PACKAGE
from tests.architecture.verdict import expect_none

THE_ONE = "ui/dates.py"
DJANGOS = re.compile(r"django\.utils\.(dateformat|formats import [^\n]*\b(date_format|localize))|import dateformat")


def complaints(path: str, text: str) -> list[str]:
    return (
        []
        if path == THE_ONE or not DJANGOS.search(text)
        else [f"{path} writes dates by Django: use entregent.ui.dates"]
    )


def test_dates_are_written_in_one_way():
    modules = {path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
    assert THE_ONE in modules
    expect_none([said for path, text in modules.items() for said in complaints(path, text)])


def test_another_way_is_found():
    assert complaints("watches/wording.py", "from django.utils.formats import date_format, time_format\n")
    assert not complaints("watches/wording.py", "from django.utils.formats import time_format\n")
