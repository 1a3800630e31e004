import os
import tempfile
from pathlib import Path

import pytest


def test_the_home_is_a_temporary_folder():
    home = Path(os.environ["ENTREGENT_HOME"])

    assert home.is_dir()
    assert home.is_relative_to(tempfile.gettempdir())


def test_the_secret_is_not_that_of_the_person_who_runs_the_tests():
    assert os.environ["ENTREGENT_SECRET_KEY"].startswith("only-for-tests-")


@pytest.mark.django_db
def test_the_database_is_the_one_that_was_asked_for(request):
    from django.db import connection

    assert connection.vendor == request.config.getoption("--database")


@pytest.mark.real_data
def test_the_shared_data_is_a_folder(shared_data):
    assert any(shared_data.iterdir())
