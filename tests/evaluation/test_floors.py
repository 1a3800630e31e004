"""The floors of evaluation/floors.json, on the real data."""

import json
import subprocess
import sys

import pytest

from evaluation.floors import floors, measured
from evaluation.measures import measures
from tests.conftest import PROJECT

CASES = sorted(floors())
pytestmark = pytest.mark.real_data


@pytest.mark.parametrize("name", CASES)
def test_every_floor_is_measured_and_none_is_missed(name, shared_data):
    """In one test: a measure takes up to a minute, and two tests may be given to two workers."""
    rows = tuple(measures()[name](shared_data))

    assert floors()[name].keys() - {row.subject for row in rows} == set()
    assert [f"{row.subject}: {row.value:g}, not {row.target}" for row in rows if row.met is False] == []


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
