"""The floors of evaluation/floors.json, on the real data."""

import json
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from benchmarks.rows import Row
from evaluation.floors import floors, measured
from evaluation.measures import measures
from tests.conftest import PROJECT

CASES = sorted(floors())
pytestmark = pytest.mark.real_data


@cache
def rows_of(name: str, shared: Path) -> tuple[Row, ...]:
    return tuple(measures()[name](shared))


@pytest.mark.parametrize("name", CASES)
def test_no_floor_is_missed(name, shared_data):
    missed = [
        f"{row.subject}: {row.value:g}, not {row.target}" for row in rows_of(name, shared_data) if row.met is False
    ]

    assert missed == []


@pytest.mark.parametrize("name", CASES)
def test_every_floor_is_measured(name, shared_data):
    subjects = {row.subject for row in rows_of(name, shared_data)}

    assert floors()[name].keys() - subjects == set()


def test_a_value_below_its_floor_is_not_met():
    (case, subject, bound), *_ = [
        (case, subject, bound["at_least"])
        for case, each in floors().items()
        for subject, bound in each.items()
        if "at_least" in bound
    ]

    assert measured(case, subject, bound).met is True
    assert measured(case, subject, bound - 0.01).met is False
    assert measured(case, "something without a floor", 0).met is None


def test_the_gate_prints_rows_as_json(shared_data):
    command = [sys.executable, "-m", "evaluation", "--json", "places"]
    ended = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)

    assert ended.returncode == 0, ended.stderr
    rows = json.loads(ended.stdout)
    assert {"case", "subject", "value", "unit", "ratio", "target", "met"} == rows[0].keys()
    assert {row["case"] for row in rows} == {"places"}


def test_the_gate_refuses_what_nothing_measures():
    ended = subprocess.run(
        [sys.executable, "-m", "evaluation", "weather"], cwd=PROJECT, capture_output=True, text=True, check=False
    )

    assert ended.returncode == 2
    assert "nothing measures weather" in ended.stderr
