from pathlib import Path

import pytest

from tests.architecture.ladder import build_skeleton, ladder_complaints
from tests.architecture.rooms import PROJECT, PYPROJECT, ladder_rungs
from tests.architecture.verdict import expect_none


@pytest.fixture
def skeleton(tmp_path: Path) -> Path:
    return build_skeleton(tmp_path, PYPROJECT)


def complaints_after(skeleton: Path, name: str, text: str) -> str:
    """Write one module into the skeleton and return what the ladder says of it."""
    path = skeleton / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return "\n".join(ladder_complaints(skeleton.parents[1]))


def test_entregent_keeps_its_ladder():
    expect_none(ladder_complaints(PROJECT))


def test_empty_rooms_keep_the_ladder(skeleton):
    assert complaints_after(skeleton, "watches/selectors.py", "from entregent.listening import models") == ""


@pytest.mark.parametrize(
    ("name", "text", "named"),
    [
        pytest.param(
            "listening/actions.py",
            "from entregent.watches import models",
            "entregent.listening is not allowed to import entregent.watches",
            id="upwards",
        ),
        pytest.param(
            "accounts/models.py",
            "def later():\n    from entregent.web import settings",
            "entregent.accounts is not allowed to import entregent.web",
            id="upwards inside a function",
        ),
        pytest.param(
            "ui/pages.py",
            "import entregent.jobs",
            "entregent.ui is not allowed to import entregent.jobs",
            id="across",
        ),
        pytest.param(
            "connectors/feed.py",
            "from django.utils import timezone",
            "entregent.connectors is not allowed to import django",
            id="Django in a connector",
        ),
        pytest.param(
            "core/rules.py",
            "import django",
            "entregent.core is not allowed to import django",
            id="Django in the core",
        ),
        pytest.param(
            "core/rules.py",
            "import aiohttp",
            "entregent.core is not allowed to import aiohttp",
            id="network in the core",
        ),
        pytest.param(
            "core/rules.py",
            "import socket",
            "entregent.core is not allowed to import socket",
            id="sockets in the core",
        ),
        pytest.param(
            "core/rules.py",
            "from urllib.request import urlopen",
            "entregent.core is not allowed to import urllib",
            id="urllib in the core",
        ),
        pytest.param("attic/__init__.py", "", "entregent.attic", id="a room without a rung"),
    ],
)
def test_it_names_what_breaks_the_ladder(skeleton, name, text, named):
    assert named in complaints_after(skeleton, name, text)


def test_rungs_are_read_from_the_contract():
    rungs = ladder_rungs()

    assert rungs["core"] == 0
    assert rungs["connectors"] == rungs["archive"] == rungs["channels"]
    assert rungs["contacts"] < rungs["listening"] < rungs["watches"] < rungs["web"] < rungs["cli"]
