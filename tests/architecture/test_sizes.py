import pytest

from tests.architecture.rooms import PACKAGE, PROJECT, PYPROJECT
from tests.architecture.sizes import complexity_complaints, size_complaints
from tests.architecture.verdict import expect_none


def function(lines: int, *, name: str = "act") -> str:
    """A function of so many lines, its first included."""
    return f"def {name}():\n" + "    pass\n" * (lines - 1)


@pytest.mark.parametrize(
    "root",
    [PACKAGE, *(PROJECT / folder for folder in ("tests", "benchmarks", "tools"))],
    ids=lambda path: path.name,
)
def test_entregent_stays_within_its_sizes(root):
    expect_none(size_complaints(root))


def test_ruff_refuses_complexity():
    expect_none(complexity_complaints(PYPROJECT))


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("core/rules.py", "\n" * 401, "core/rules.py has 401 lines, more than 400"),
        ("core/rules.py", function(61), "core/rules.py:1 function act has 61 lines, more than 60"),
        ("core/rules.py", "async " + function(61), "core/rules.py:1 function act has 61 lines, more than 60"),
        ("watches/views.py", function(31), "watches/views.py:1 view act has 31 lines, more than 30"),
        (
            "watches/views/inbox.py",
            function(31),
            "watches/views/inbox.py:1 view act has 31 lines, more than 30",
        ),
        ("watches/tasks.py", function(11), "watches/tasks.py:1 job act has 11 lines, more than 10"),
        (
            "watches/templates/watches/inbox.html",
            "<p>\n" * 151,
            "watches/templates/watches/inbox.html has 151 lines, more than 150",
        ),
        ("core/rules.py", "x = 1  # no" + "qa: C901", "core/rules.py:1 silences a size or complexity rule"),
        ("core/rules.py", "x = 1  # no" + "qa", "core/rules.py:1 silences a size or complexity rule"),
    ],
)
def test_it_refuses_what_is_too_long(package, write, name, text, complaint):
    write(name, text)

    assert size_complaints(package) == [complaint]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("core/rules.py", "\n" * 400),
        ("core/rules.py", function(60)),
        ("watches/views/inbox.py", function(30)),
        ("watches/tasks.py", function(10)),
        ("watches/templates/watches/inbox.html", "<p>\n" * 150),
        ("watches/migrations/0001_first.py", "\n" * 900),
        ("core/rules.py", "x = 1  # no" + "qa: S311"),
    ],
)
def test_it_accepts_what_is_just_long_enough(package, write, name, text):
    write(name, text)

    assert size_complaints(package) == []


@pytest.mark.parametrize(
    "settings",
    [
        'select = ["E"]\n[tool.ruff.lint.mccabe]\nmax-complexity = 10',
        'select = ["C90"]\n[tool.ruff.lint.mccabe]\nmax-complexity = 11',
        'select = ["C90"]',
        'select = ["C90"]\nignore = ["C901"]\n[tool.ruff.lint.mccabe]\nmax-complexity = 10',
        'select = ["C90"]\nmccabe.max-complexity = 10\n[tool.ruff.lint.per-file-ignores]\n"src/**" = ["C90"]',
    ],
)
def test_it_refuses_settings_that_let_complexity_through(tmp_path, settings):
    pyproject = tmp_path / "pyproject.toml"
    pyproject.write_text(f"[tool.ruff.lint]\n{settings}\n", encoding="utf-8")

    assert len(complexity_complaints(pyproject)) == 1
